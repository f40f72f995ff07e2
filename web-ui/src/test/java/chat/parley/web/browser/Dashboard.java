package chat.parley.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** The dashboard, as an admin finds it. */
final class Dashboard {

    private final Page page;

    Dashboard(Page page) {
        this.page = page;
    }

    Page page() {
        return page;
    }

    Locator tab(String name) {
        return page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName(name));
    }

    /** The lines of the list, newest first. */
    Locator rows() {
        return page.getByRole(
                        AriaRole.NAVIGATION,
                        new Page.GetByRoleOptions().setName("Active conversations"))
                .getByRole(AriaRole.LINK);
    }

    /** A visitor's line in the list. */
    Locator row(Visitor visitor) {
        return page.getByRole(AriaRole.LINK)
                .filter(
                        new Locator.FilterOptions()
                                .setHas(page.getByText(visitor.name(), exactly())));
    }

    Dashboard open(Visitor visitor) {
        row(visitor).click();
        assertThat(conversation(visitor).getByRole(AriaRole.LOG)).isVisible();
        return this;
    }

    Locator conversation(Visitor visitor) {
        return page.getByRole(
                AriaRole.REGION,
                new Page.GetByRoleOptions().setName("Conversation with " + visitor.name()));
    }

    Locator log() {
        return page.getByRole(AriaRole.LOG);
    }

    /** The bubbles of a text, and of it alone. */
    Locator bubble(String content) {
        return log().getByText(content, new Locator.GetByTextOptions().setExact(true));
    }

    Locator box() {
        return page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Reply"));
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator searchBox() {
        return page.getByRole(
                AriaRole.SEARCHBOX, new Page.GetByRoleOptions().setName("Search conversations"));
    }

    Locator history() {
        return page.getByRole(
                AriaRole.REGION, new Page.GetByRoleOptions().setName("History").setExact(true));
    }

    Locator connection(String state) {
        return page.getByRole(AriaRole.STATUS)
                .getByText(state, new Locator.GetByTextOptions().setExact(true));
    }

    Dashboard reply(String content) {
        box().fill(content);
        box().press("Enter");
        return this;
    }

    private static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }
}
