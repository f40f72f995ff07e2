package chat.parley.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesIT extends BrowserTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/login",
                "/admin",
                "/admin/audit",
                "/admin/read-models",
                "/demo",
                "/dev/mail"
            })
    void aPageKeepsToItsOwnStrictPolicyWithoutAComplaint(String path) {
        Page page = signedIn(desktop()).newPage();
        Response answer = page.navigate(parley().page(path));

        assertThat(page.getByRole(AriaRole.HEADING).first()).isAttached();
        page.waitForLoadState();
        assertThat(answer.headerValue("Content-Security-Policy"))
                .contains("default-src 'none'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe-inline")
                .doesNotContain("unsafe-eval");
        assertThat(answer.headerValue("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void theDemoSwitchesBetweenTwoUsersWithAChatEach() {
        BrowserContext person = person(desktop());
        Page page = person.newPage();
        page.navigate(parley().page("/"));
        assertThat(page).hasURL(parley().page("/demo"));
        assertThat(user(page, "Ada")).hasAttribute("aria-current", "page");
        new Widget(page).open().send("Ada was here");

        user(page, "Bob").click();
        assertThat(page).hasURL(parley().page("/demo?user=bob"));
        assertThat(user(page, "Bob")).hasAttribute("aria-current", "page");
        Widget bobs = new Widget(page).open();
        assertThat(bobs.bubble("Ada was here")).hasCount(0);
        bobs.send("Bob was here");
        assertThat(bobs.bubble("Bob was here")).isVisible();

        user(page, "Ada").click();
        assertThat(page).hasURL(parley().page("/demo?user=ada"));
        Widget adas = new Widget(page).open();
        assertThat(adas.bubble("Ada was here")).isVisible();
        assertThat(adas.bubble("Bob was here")).hasCount(0);
    }

    private static Locator user(Page page, String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
