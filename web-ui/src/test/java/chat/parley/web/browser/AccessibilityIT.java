package chat.parley.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.web.AdminClient;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccessibilityIT extends BrowserTest {

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void theWidgetIsOpenToEverybody(ColorScheme colors) {
        Visitor lena = visitor("Lena");
        Widget widget = widgetOf(lena, still(colors));
        lena.isAnswered("How can we help?");
        assertThat(widget.page().getByRole(AriaRole.STATUS)).containsText("How can we help?");
        assertThat(Axe.violationsOn(widget.page())).isEmpty();

        widget.open().send("I was charged twice");
        assertThat(widget.bubble("I was charged twice")).isVisible();
        widget.box().fill("a".repeat(10_001));
        assertThat(widget.panel()).containsText("Too long");
        assertThat(Axe.violationsOn(widget.page())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void theDashboardIsOpenToEverybody(ColorScheme colors) {
        Visitor lena = visitorWithEmail("Lena");
        lena.writes("hello");
        visitor("Omar").writes("hello");
        Dashboard dashboard =
                dashboard(
                        signedIn(
                                desktop()
                                        .setColorScheme(colors)
                                        .setReducedMotion(ReducedMotion.REDUCE)));
        dashboard.open(lena).reply("good morning");
        assertThat(dashboard.history()).containsText("Message 2 sent by support");

        assertThat(Axe.violationsOn(dashboard.page())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void theOtherPagesAreOpenToEverybody(ColorScheme colors) {
        Page page = still(colors).newPage();
        page.navigate(parley().page("/login?error"));
        assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
        assertThat(Axe.violationsOn(page)).isEmpty();

        page.navigate(parley().page("/dev/mail"));
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("mail");
        assertThat(Axe.violationsOn(page)).isEmpty();

        page.navigate(parley().page("/demo"));
        assertThat(new Widget(page).launcher()).isVisible();
        assertThat(Axe.violationsOn(page)).isEmpty();
    }

    @Test
    void theWidgetIsUsedWithTheKeyboardAlone() {
        Visitor lena = visitor("Lena");
        Widget widget = widgetOf(lena);
        assertThat(widget.launcher()).isVisible();
        var keyboard = widget.page().keyboard();

        keyboard.press("Tab");
        keyboard.press("Tab");
        assertThat(widget.launcher()).isFocused();
        keyboard.press("Enter");
        assertThat(widget.box()).isFocused();
        keyboard.type("typed");
        keyboard.press("Enter");
        assertThat(widget.bubble("typed")).isVisible();
        assertThat(widget.box()).isFocused();

        keyboard.press("Shift+Tab");
        assertThat(widget.log()).isFocused();
        keyboard.press("Shift+Tab");
        assertThat(widget.button("Minimize")).isFocused();
        keyboard.press("Shift+Tab");
        assertThat(widget.button("Mute sound")).isFocused();
        keyboard.press("Space");
        assertThat(widget.button("Unmute sound")).isFocused();

        keyboard.press("Escape");
        assertThat(widget.panel()).hasCount(0);
        assertThat(widget.launcher()).isFocused();
    }

    @Test
    void theDashboardIsUsedWithTheKeyboardAlone() {
        Visitor lena = visitor("Lena");
        Visitor omar = visitor("Omar");
        lena.writes("hello");
        omar.writes("hello");
        Page page = person(desktop()).newPage();
        var keyboard = page.keyboard();
        page.navigate(parley().page("/login"));
        assertThat(page.getByLabel("Email")).isFocused();
        keyboard.type(AdminClient.EMAIL);
        keyboard.press("Tab");
        keyboard.type(AdminClient.PASSWORD);
        keyboard.press("Enter");

        Dashboard dashboard = new Dashboard(page);
        assertThat(dashboard.row(omar)).isVisible();
        dashboard.searchBox().focus();
        keyboard.press("Tab");
        assertThat(dashboard.tab("Active")).isFocused();
        keyboard.press("Tab");
        assertThat(dashboard.row(omar)).isFocused();
        keyboard.press("ArrowDown");
        assertThat(dashboard.row(lena)).isFocused();
        keyboard.press("Enter");
        assertThat(dashboard.conversation(lena)).isVisible();

        keyboard.press("Tab");
        assertThat(dashboard.button("Archive")).isFocused();
        dashboard.box().focus();
        keyboard.type("by keyboard");
        keyboard.press("Enter");
        assertThat(dashboard.bubble("by keyboard")).isVisible();
    }

    /** Without movements, so that colours are measured at their end. */
    private BrowserContext still(ColorScheme colors) {
        return person(desktop().setColorScheme(colors).setReducedMotion(ReducedMotion.REDUCE));
    }
}
