package chat.parley.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;

import org.junit.jupiter.api.Test;

import java.util.regex.Pattern;

class UnreadIT extends BrowserTest {

    @Test
    void theBadgeCountsUpToNineThenSaysNinePlusAndGoesWhenTheChatIsOpened() {
        Visitor lena = visitor("Lena");
        Widget widget = widgetOf(lena);
        assertThat(widget.launcher()).hasAccessibleName("Open chat");
        assertThat(widget.launcher()).hasText("");

        for (int n = 1; n <= 9; n++) {
            lena.isAnswered("answer " + n);
            assertThat(widget.launcher()).hasText(String.valueOf(n));
            assertThat(widget.launcher()).hasAccessibleName("Open chat, " + n + " unread");
        }
        lena.isAnswered("answer 10");
        assertThat(widget.launcher()).hasText("9+");
        assertThat(widget.launcher()).hasAccessibleName("Open chat, 10 unread");

        widget.open();
        assertThat(widget.launcher()).hasAccessibleName("Close chat");
        assertThat(widget.launcher()).hasText("");
        widget.launcher().click();
        assertThat(widget.launcher()).hasAccessibleName("Open chat");

        visit(widget.page(), lena).open();
        assertThat(widget.bubble("answer 10")).isVisible();
        assertThat(lena.unreadCount()).isZero();
    }

    @Test
    void theBadgeGoesInAllTabsOfAUser() {
        Visitor lena = visitor("Lena");
        BrowserContext person = person(desktop());
        Widget one = widgetOf(lena, person);
        Widget other = widgetOf(lena, person);
        lena.isAnswered("are you there?");
        assertThat(one.launcher()).hasAccessibleName("Open chat, 1 unread");
        assertThat(other.launcher()).hasAccessibleName("Open chat, 1 unread");

        one.open();

        assertThat(other.launcher()).hasAccessibleName("Open chat");
    }

    @Test
    void anAnswerIsReadOnlyWhileThePanelIsOpenOnAVisibleScreen() {
        Visitor lena = visitor("Lena");
        lena.writes("hello");
        Dashboard dashboard = dashboard().open(lena);
        Widget widget = widgetOf(lena, Screen.of(person(desktop()))).open();

        Screen.leave(widget.page());
        dashboard.reply("nobody looks");
        assertThat(widget.bubble("nobody looks")).isVisible();
        assertThat(widget.launcher()).hasAccessibleName("Close chat, 1 unread");
        // One socket's frames take effect in order: after this one all earlier ones have.
        widget.send("from elsewhere");
        assertThat(dashboard.bubble("from elsewhere")).isVisible();
        assertThat(lena.unreadCount()).isEqualTo(1);
        assertThat(dashboard.log()).not().containsText("Read");

        Screen.comeBack(widget.page());
        assertThat(widget.launcher()).hasAccessibleName("Close chat");
        assertThat(dashboard.log()).containsText("Read");
        assertThat(lena.unreadCount()).isZero();
    }

    @Test
    void aMessageCountsAsViewedOnlyOnceItWasOnAVisibleScreen() {
        Visitor lena = visitor("Lena");
        lena.writes("hello");
        Dashboard dashboard = dashboard(Screen.of(signedIn(desktop()))).open(lena);
        Widget widget = widgetOf(lena).open();
        assertThat(widget.log()).containsText("Seen");
        assertThat(unreadMark(dashboard, lena)).hasCount(0);

        Screen.leave(dashboard.page());
        widget.send("nobody looks");
        assertThat(dashboard.bubble("nobody looks")).isVisible();
        assertThat(unreadMark(dashboard, lena)).hasAccessibleName("1 unread");
        dashboard.box().fill("from elsewhere");
        dashboard.box().press("Enter");
        assertThat(widget.bubble("from elsewhere")).isVisible();
        assertThat(unreadMark(dashboard, lena)).hasAccessibleName("1 unread");

        Screen.comeBack(dashboard.page());
        assertThat(unreadMark(dashboard, lena)).hasCount(0);
    }

    @Test
    void whatIsBelowTheScreenIsNotViewedYet() {
        Visitor lena = visitor("Lena");
        for (int n = 1; n <= 40; n++) {
            lena.writes("message " + n);
        }

        Dashboard dashboard = dashboard().open(lena);
        assertThat(dashboard.bubble("message 1")).isInViewport();
        assertThat(dashboard.bubble("message 40")).not().isInViewport();
        assertThat(unreadMark(dashboard, lena)).hasAccessibleName(Pattern.compile("^2\\d unread"));
        dashboard.button("Jump to the newest message").click();
        assertThat(dashboard.bubble("message 40")).isInViewport();
        assertThat(unreadMark(dashboard, lena)).hasCount(0);

        dashboard.log().hover();
        dashboard.page().mouse().wheel(0, -1_000);
        assertThat(dashboard.bubble("message 40")).not().isInViewport();
        lena.writes("message 41");
        dashboard.button("1 new message").waitFor();
        assertThat(dashboard.bubble("message 41")).not().isInViewport();
        assertThat(unreadMark(dashboard, lena)).hasAccessibleName("1 unread");

        dashboard.button("1 new message").click();
        assertThat(dashboard.bubble("message 41")).isInViewport();
        assertThat(unreadMark(dashboard, lena)).hasCount(0);
    }

    private static Locator unreadMark(Dashboard dashboard, Visitor visitor) {
        return dashboard.row(visitor).getByLabel("unread");
    }
}
