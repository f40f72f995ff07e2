package chat.parley.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

class ChatIT extends BrowserTest {

    private static final int LONGEST = 10_000;

    @Test
    void aMessageReachesTheAdminAtOnceAndTheReplyReachesTheUserAtOnce() {
        Dashboard dashboard = dashboard();
        assertThat(dashboard.connection("Connected")).isVisible();
        Visitor lena = visitor("Lena");
        Widget widget = widgetOf(lena).open();

        widget.send("I was charged twice");
        assertThat(dashboard.row(lena)).isVisible(atOnce());
        assertThat(dashboard.row(lena)).containsText("I was charged twice");

        dashboard.open(lena).reply("Sorry! I am looking into it.");
        assertThat(widget.bubble("Sorry! I am looking into it.")).isVisible(atOnce());
        assertThat(dashboard.row(lena)).containsText("You: Sorry! I am looking into it.");

        widget.send("Thank you");
        assertThat(dashboard.bubble("Thank you")).isVisible(atOnce());
        assertThat(widget.log()).containsText("Seen");
    }

    @Test
    void bothSeeTheMessagesInTheSameOrderAndEachOnce() {
        Visitor lena = visitor("Lena");
        lena.writes("hello");
        Dashboard dashboard = dashboard().open(lena);
        Widget widget = widgetOf(lena).open();

        for (int n = 1; n <= 5; n++) {
            widget.send("question " + n);
            dashboard.reply("answer " + n);
        }

        for (int n = 1; n <= 5; n++) {
            assertThat(widget.bubble("answer " + n)).hasCount(1);
            assertThat(widget.bubble("question " + n)).hasCount(1);
            assertThat(dashboard.bubble("answer " + n)).hasCount(1);
            assertThat(dashboard.bubble("question " + n)).hasCount(1);
        }
        List<String> contents = lena.contents();
        assertThat(contents).hasSize(11);
        assertThat(widget.log()).containsText(inOrder(contents));
        assertThat(dashboard.log()).containsText(inOrder(contents));
        assertThat(contents.stream().filter(content -> content.startsWith("question"))).isSorted();
    }

    @Test
    void aDoubleClickOnSendSendsOnce() {
        Visitor lena = visitor("Lena");
        Widget widget = widgetOf(lena).open();
        widget.box().fill("from the user");
        widget.button("Send").dblclick();
        widget.awaitConfirmation();

        Dashboard dashboard = dashboard().open(lena);
        dashboard.box().fill("from the admin");
        dashboard.button("Send").dblclick();

        assertThat(widget.bubble("from the admin")).hasCount(1);
        assertThat(lena.contents()).containsExactly("from the user", "from the admin");
    }

    @Test
    void enterSendsShiftEnterBreaksTheLineAndAnInputMethodKeepsItsEnter() {
        Visitor lena = visitor("Lena");
        lena.writes("hello");
        Widget widget = widgetOf(lena).open();
        Dashboard dashboard = dashboard().open(lena);

        for (Locator box : List.of(widget.box(), dashboard.box())) {
            box.click();
            box.pressSequentially("first line");
            box.press("Shift+Enter");
            box.pressSequentially("にほ");
            box.dispatchEvent(
                    "keydown",
                    Map.of("key", "Enter", "isComposing", true, "bubbles", true, "composed", true));
            box.dispatchEvent(
                    "keydown",
                    Map.of("key", "Enter", "keyCode", 229, "bubbles", true, "composed", true));
            box.pressSequentially("ん");
            assertThat(box).hasValue("first line\nにほん");
            box.press("Enter");
            assertThat(box).hasValue("");
        }

        assertThat(widget.bubble("first line にほん")).hasCount(2);
        assertThat(dashboard.bubble("first line にほん")).hasCount(2);
        assertThat(lena.contents()).containsExactly("hello", "first line\nにほん", "first line\nにほん");
    }

    @Test
    void blankAndOverLongTextsCannotBeSent() {
        Visitor lena = visitor("Lena");
        lena.writes("hello");
        Widget widget = widgetOf(lena).open();
        Dashboard dashboard = dashboard().open(lena);

        refuses(widget.box(), widget.button("Send"));
        assertThat(widget.panel()).containsText("Too long by 1 character");
        refuses(dashboard.box(), dashboard.button("Send"));
        assertThat(dashboard.conversation(lena)).containsText("One character too many");

        widget.send("😀".repeat(LONGEST));
        assertThat(widget.box()).hasValue("");
        dashboard.reply("thanks");
        assertThat(widget.bubble("thanks")).isVisible();
        assertThat(lena.contents()).containsExactly("hello", "😀".repeat(LONGEST), "thanks");
    }

    private static void refuses(Locator box, Locator send) {
        box.fill(" \n\t ");
        assertThat(send).isDisabled();
        box.press("Enter");
        box.fill("a".repeat(LONGEST + 1));
        assertThat(send).isDisabled();
        box.press("Enter");
        assertThat(box).hasValue("a".repeat(LONGEST + 1));
    }

    @Test
    void twoTabsOfAUserStayInStep() {
        Visitor lena = visitor("Lena");
        BrowserContext person = person(desktop());
        Widget one = widgetOf(lena, person).open();
        Widget other = widgetOf(lena, person);
        assertThat(other.launcher()).hasAccessibleName("Open chat");

        one.send("written in one tab");
        lena.isAnswered("answered to both");
        assertThat(one.bubble("answered to both")).isVisible(atOnce());

        other.open();
        assertThat(other.bubble("written in one tab")).hasCount(1);
        assertThat(other.bubble("answered to both")).hasCount(1);
        other.send("written in the other");
        assertThat(one.bubble("written in the other")).isVisible(atOnce());
    }

    @Test
    void eachSeesThatTheOtherOneIsTyping() {
        Visitor lena = visitor("Lena");
        Widget widget = widgetOf(lena).open();
        lena.writes("hello");
        Dashboard dashboard = dashboard().open(lena);
        lena.isAnswered("good morning");
        assertThat(widget.bubble("good morning")).isVisible(atOnce());
        assertThat(dashboard.bubble("good morning")).isVisible(atOnce());

        widget.box().pressSequentially("I");
        assertThat(dashboard.conversation(lena).getByText(lena.shortName() + " is typing"))
                .isVisible(atOnce());
        dashboard.box().pressSequentially("You");
        assertThat(widget.panel().getByLabel(Pattern.compile(" is typing$"))).isVisible(atOnce());

        widget.box().press("Enter");
        assertThat(dashboard.bubble("I")).isVisible(atOnce());
        assertThat(dashboard.conversation(lena).getByText("is typing")).hasCount(0);
    }

    private static Pattern inOrder(List<String> contents) {
        return Pattern.compile(String.join(".*", contents), Pattern.DOTALL);
    }
}
