package chat.parley.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class EmbeddingIT extends BrowserTest {

    @Test
    void aPageOfAnAllowedOriginIsServed() {
        Visitor lena = visitor("Lena");

        Widget widget = widgetOf(lena).open();
        widget.send("from a shop");
        lena.isAnswered("to a shop");

        assertThat(widget.bubble("to a shop")).isVisible();
        widget.awaitConfirmation();
        assertThat(lena.contents()).containsExactlyInAnyOrder("from a shop", "to a shop");
    }

    @Test
    void aPageOfAnotherOriginGetsNothing() {
        tolerate("blocked by CORS policy|status of 403|" + UNREACHABLE);
        Visitor lena = visitor("Lena");
        lena.writes("hello");
        Page page = person(desktop()).newPage();
        Widget widget = new Widget(page);

        page.waitForConsoleMessage(
                new Page.WaitForConsoleMessageOptions()
                        .setPredicate(message -> message.text().contains("WebSocket connection")),
                () -> page.navigate(hostPages().foreignOrigin() + "/?" + lena.token()));
        widget.launcher().click();
        page.waitForConsoleMessage(
                new Page.WaitForConsoleMessageOptions()
                        .setPredicate(message -> message.text().contains("/support_chat/messages")),
                () -> widget.send("from a stranger's page"));

        assertThat(widget.connection("Connected")).hasCount(0);
        assertThat(widget.bubble("hello")).hasCount(0);
        assertThat(widget.panel()).containsText("Waiting for connection");
        assertThat(lena.contents()).containsExactly("hello");
    }

    @Test
    void aPageThatReadsFromTheRightLeavesTheWidgetAsItIs() {
        Visitor lena = visitor("Lena");
        Widget widget = widgetOf(lena);
        widget.page().evaluate("() => void (document.dir = 'rtl')");

        widget.open();

        assertThat(widget.panel()).hasCSS("direction", "ltr");
    }

    @Test
    void callsThatWereMadeBeforeTheScriptCameAreMadeAndEventsAreTold() {
        Visitor lena = visitor("Lena");
        Page page = person(desktop()).newPage();
        page.navigate(hostPages().origin() + "/queue?" + lena.token());
        Widget widget = new Widget(page);
        Locator heard = page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Heard"));
        assertThat(heard).containsText("ready");
        assertThat(heard).containsText("connection connected");

        lena.isAnswered("good morning");
        assertThat(heard).containsText("message good morning");
        assertThat(heard).containsText("unread 1");

        call(page, "show");
        assertThat(widget.panel()).hasAccessibleName("Shop support");
        assertThat(heard).containsText("window heard open");
        assertThat(heard).containsText("unread 0");
        call(page, "setLocale", "de");
        assertThat(widget.panel()).containsText("Verbunden");
        call(page, "setLocale", "en");
        call(page, "update", Map.of("title", "Garden support"));
        assertThat(widget.panel()).hasAccessibleName("Garden support");
        call(page, "setTheme", Map.of("color", "rgb(12, 34, 56)"));
        assertThat(widget.launcher()).hasCSS("background-color", "rgb(12, 34, 56)");
        call(page, "hide");
        assertThat(widget.panel()).hasCount(0);
        assertThat(heard).containsText("close");
        call(page, "toggle");
        assertThat(widget.panel()).isVisible();

        page.evaluate(
                "() => { window.undo = Parley('on', 'close', () => { document.title = 'closed' }); undo() }");
        call(page, "toggle");
        assertThat(page).hasTitle("Shop");
        call(page, "shutdown");
        assertThat(widget.launcher()).hasCount(0);
    }

    private static void call(Page page, Object... call) {
        page.evaluate("call => void Parley(...call)", List.of(call));
    }
}
