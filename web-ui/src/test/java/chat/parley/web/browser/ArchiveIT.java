package chat.parley.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.api.Test;

class ArchiveIT extends BrowserTest {

    @Test
    void anArchivedChatLeavesTheListAndARestoredOneComesBack() {
        Visitor lena = visitor("Lena");
        lena.writes("thank you, that is all");
        Dashboard dashboard = dashboard().open(lena);
        Dashboard colleague = dashboard();
        assertThat(colleague.row(lena)).isVisible();

        dashboard.button("Archive").click();
        assertThat(dashboard.row(lena)).hasCount(0);
        assertThat(colleague.row(lena)).hasCount(0);

        colleague.tab("Archived").click();
        colleague.open(lena).button("Restore").click();
        assertThat(colleague.row(lena)).hasCount(0);
        assertThat(dashboard.row(lena)).isVisible(atOnce());
        assertThat(dashboard.history()).containsText("Chat archived");
        assertThat(dashboard.history()).containsText("Chat restored");
    }

    @Test
    void anArchivedChatComesBackWhenItsUserWrites() {
        Visitor lena = visitor("Lena");
        lena.writes("hello");
        lena.isArchived();
        Dashboard dashboard = dashboard();
        dashboard.tab("Archived").click();
        dashboard.open(lena);
        Widget widget = widgetOf(lena).open();

        dashboard.reply("an admin's message leaves it there");
        assertThat(widget.bubble("an admin's message leaves it there")).isVisible();
        assertThat(dashboard.row(lena)).containsText("You: an admin's message");

        widget.send("one more thing");
        assertThat(dashboard.row(lena)).hasCount(0);
        assertThat(dashboard.history()).containsText("Chat restored by a new message");
        dashboard.tab("Active").click();
        assertThat(dashboard.row(lena)).containsText("one more thing");
    }
}
