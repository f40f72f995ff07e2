package chat.parley.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import chat.parley.web.AdminClient;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import org.junit.jupiter.api.Test;

class SignInIT extends BrowserTest {

    @Test
    void aWrongPasswordIsRefusedTheRightOneLeadsInAndSigningOutLeadsOut() {
        BrowserContext admin = person(desktop());
        Page page = admin.newPage();
        page.navigate(parley().page("/admin"));
        assertThat(page).hasURL(parley().page("/login"));

        signIn(page, "wrong horse battery staple");
        assertThat(page).hasURL(parley().page("/login?error"));
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("wrong");

        signIn(page, AdminClient.PASSWORD);
        assertThat(page).hasURL(parley().page("/admin"));
        Dashboard dashboard = new Dashboard(page);
        assertThat(dashboard.connection("Connected")).isVisible();
        Dashboard otherTab = dashboard(admin);
        assertThat(otherTab.connection("Connected")).isVisible();

        tolerate("401|" + UNREACHABLE);
        dashboard.button("Sign out").click();
        assertThat(page).hasURL(parley().page("/login"));
        assertThat(otherTab.page()).hasURL(parley().page("/login"));
        page.navigate(parley().page("/admin"));
        assertThat(page).hasURL(parley().page("/login"));
    }

    @Test
    void aLinkToAChatOpensThatChat() {
        Visitor lena = visitor("Lena");
        lena.writes("hello");
        Page page = signedIn(desktop()).newPage();

        page.navigate(parley().page("/admin/inbox/" + lena.chatId()));

        Dashboard dashboard = new Dashboard(page);
        assertThat(dashboard.conversation(lena)).isVisible();
        assertThat(dashboard.bubble("hello")).isVisible();
        page.reload();
        assertThat(dashboard.bubble("hello")).isVisible();
    }

    private static void signIn(Page page, String password) {
        page.getByLabel("Email").fill(AdminClient.EMAIL);
        page.getByLabel("Password").fill(password);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();
    }
}
