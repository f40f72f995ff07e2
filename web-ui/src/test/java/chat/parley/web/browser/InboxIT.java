package chat.parley.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import chat.parley.web.AdminClient;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;

import org.junit.jupiter.api.Test;

import java.util.regex.Pattern;

class InboxIT extends BrowserTest {

    @Test
    void theNewestChatComesFirstWithPreviewCountAndUnreadMark() {
        Visitor lena = visitor("Lena");
        Visitor omar = visitor("Omar");
        lena.writes("first");
        omar.writes("second");
        Dashboard dashboard = dashboard();
        Locator rows = dashboard.rows();
        assertThat(rows.first()).containsText(omar.name());
        assertThat(dashboard.row(lena).getByLabel("1 unread")).isVisible();

        lena.writes("third");
        assertThat(rows.first()).containsText(lena.name());
        assertThat(rows.first()).containsText("third");
        assertThat(rows.nth(1)).containsText(omar.name());
        assertThat(dashboard.row(lena).getByLabel("2 unread")).isVisible();

        dashboard.open(lena);
        assertThat(dashboard.row(lena).getByLabel("2 messages")).isVisible();
        assertThat(dashboard.row(omar).getByLabel("1 unread")).isVisible();
    }

    @Test
    void aSearchFindsWordsOfMessagesAndPeopleAndIsLeftByEscape() {
        Visitor lena = visitor("Lena");
        Visitor omar = visitor("Omar");
        lena.writes("The quokka of " + lena.shortName() + " is hungry");
        omar.writes("No animals here");
        Dashboard dashboard = dashboard();
        assertThat(dashboard.row(omar)).isVisible();

        dashboard.searchBox().fill("QUOKKA " + lena.shortName().substring(0, 5));
        assertThat(dashboard.row(omar)).hasCount(0);
        assertThat(dashboard.row(lena)).isVisible();

        dashboard.searchBox().fill(omar.shortName() + " okaf");
        assertThat(dashboard.row(omar)).isVisible();
        assertThat(dashboard.row(lena)).hasCount(0);

        dashboard.searchBox().fill("quokka% xyzzy");
        assertThat(dashboard.page().getByText("Nothing found for “quokka% xyzzy”.")).isVisible();

        dashboard.searchBox().press("Escape");
        assertThat(dashboard.row(lena)).isVisible();
        assertThat(dashboard.row(omar)).isVisible();
    }

    @Test
    void theHistoryTellsWhoDidWhatWhenAndTheDetails() {
        Visitor lena = visitorWithEmail("Lena");
        lena.writes("hello");
        Dashboard dashboard = dashboard().open(lena).reply("good morning");
        Locator entries = dashboard.history().getByRole(AriaRole.LISTITEM);

        assertThat(dashboard.history()).containsText("Message 2 sent by support");
        Locator started = entries.filter(having("Chat started"));
        assertThat(started).containsText(lena.shortName() + "@example.com");
        Locator answer = entries.filter(having("Message 2 sent by support"));
        assertThat(answer).containsText(AdminClient.EMAIL);
        assertThat(answer.getByRole(AriaRole.TIME)).hasText(Pattern.compile("\\d{2}:\\d{2}.*"));

        assertThat(answer.getByText("good morning")).isHidden();
        answer.getByText("Message 2 sent by support").click();
        assertThat(answer.getByText("good morning")).isVisible();
        assertThat(answer.getByText("client_message_id")).isVisible();

        dashboard.button("Archive").click();
        assertThat(entries.first()).containsText("Chat archived");
        assertThat(entries.first()).containsText(AdminClient.EMAIL);
    }

    @Test
    void timesAreRelativeAndMoveOnByThemselves() {
        Visitor lena = visitor("Lena");
        lena.writes("hello");
        Dashboard dashboard = dashboard().open(lena);
        Locator time = dashboard.row(lena).getByRole(AriaRole.TIME);
        assertThat(time).hasText("now");
        assertThat(dashboard.log()).containsText("Today");

        dashboard.page().clock().install();
        dashboard.page().reload();
        assertThat(time).hasText("now");
        dashboard.page().clock().fastForward("02:30");
        assertThat(time).hasText("2 min");
        dashboard.page().clock().fastForward("03:00:00");
        assertThat(time).hasText(Pattern.compile("3 h|Yesterday"));
    }

    private static Locator.FilterOptions having(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }
}
