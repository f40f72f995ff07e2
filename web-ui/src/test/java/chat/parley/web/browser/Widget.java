package chat.parley.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import java.util.regex.Pattern;

/** The widget on somebody's page, as its user finds it. */
final class Widget {

    private final Page page;

    Widget(Page page) {
        this.page = page;
    }

    Page page() {
        return page;
    }

    /** Opens the panel and waits until the chat is there. */
    Widget open() {
        launcher().click();
        assertThat(connection("Connected")).isVisible();
        return this;
    }

    Locator launcher() {
        return page.getByRole(
                AriaRole.BUTTON,
                new Page.GetByRoleOptions().setName(Pattern.compile("^(Open|Close) chat")));
    }

    Locator panel() {
        return page.getByRole(AriaRole.DIALOG);
    }

    Locator connection(String state) {
        return panel().getByText(state, new Locator.GetByTextOptions().setExact(true));
    }

    /** The colour of the dot before the connection's state. */
    String dot(String state) {
        return (String)
                connection(state)
                        .evaluate("it => getComputedStyle(it, '::before').backgroundColor");
    }

    Locator box() {
        return panel().getByRole(
                        AriaRole.TEXTBOX, new Locator.GetByRoleOptions().setName("Message"));
    }

    Locator button(String name) {
        return panel().getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator log() {
        return panel().getByRole(AriaRole.LOG);
    }

    /** The bubbles of a text, and of it alone. */
    Locator bubble(String content) {
        return log().getByText(content, new Locator.GetByTextOptions().setExact(true));
    }

    /** Waits until the server has confirmed all that was sent. */
    void awaitConfirmation() {
        assertThat(log()).not().containsText(Pattern.compile("Sending|Waiting|Not sent"));
    }

    Widget send(String content) {
        box().fill(content);
        box().press("Enter");
        return this;
    }
}
