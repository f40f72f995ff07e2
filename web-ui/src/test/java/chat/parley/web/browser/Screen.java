package chat.parley.web.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;

/**
 * Whether somebody can see a page. A headless browser shows all of its pages, so what the page is
 * told about that is replaced.
 */
final class Screen {

    private static final String REPLACE =
            """
            let visibility = 'visible'
            Object.defineProperty(Document.prototype, 'visibilityState', { get: () => visibility })
            Object.defineProperty(Document.prototype, 'hidden', { get: () => visibility === 'hidden' })
            addEventListener('become', event => {
              visibility = event.detail
              document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
            })
            """;

    private Screen() {}

    /** To be called before the person opens a page. */
    static BrowserContext of(BrowserContext person) {
        person.addInitScript(REPLACE);
        return person;
    }

    /** The person turns to another tab. */
    static void leave(Page page) {
        become(page, "hidden");
    }

    /** The person comes back. */
    static void comeBack(Page page) {
        become(page, "visible");
    }

    private static void become(Page page, String state) {
        page.evaluate(
                "state => dispatchEvent(new CustomEvent('become', { detail: state }))", state);
    }
}
