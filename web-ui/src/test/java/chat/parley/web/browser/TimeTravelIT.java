package chat.parley.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.web.AdminClient;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.regex.Pattern;

class TimeTravelIT extends BrowserTest {

    private static final Pattern AT_A_MOMENT = Pattern.compile(".*[?]at=.*");

    @Test
    void theSliderShowsTheChatAsItStood() {
        Visitor lena = visitor("Lena");
        lena.writes("my order is late");
        lena.isAnswered("it is on its way");
        lena.isArchived();
        Dashboard dashboard = dashboard();
        dashboard.tab("Archived").click();
        dashboard.open(lena);
        dashboard.button("Travel in time").click();
        assertThat(bar(dashboard)).containsText("Now");

        assertThat(slider(dashboard)).isEnabled();
        slider(dashboard).press("Home");
        assertThat(bar(dashboard)).containsText("Chat started");
        assertThat(then(dashboard)).not().containsText("my order is late");
        slider(dashboard).press("ArrowRight");
        assertThat(bar(dashboard)).containsText("Message 1 sent by the user");
        assertThat(bar(dashboard)).containsText("1 unread");
        assertThat(then(dashboard)).containsText("my order is late");
        assertThat(then(dashboard)).not().containsText("it is on its way");
        assertThat(archivedNote(dashboard, lena)).hasCount(0);
        assertThat(dashboard.box()).isDisabled();

        slider(dashboard).press("ArrowRight");
        slider(dashboard).press("ArrowRight");
        assertThat(bar(dashboard)).containsText("Chat archived");
        assertThat(archivedNote(dashboard, lena)).isVisible();
        assertThat(then(dashboard)).containsText("it is on its way");

        dashboard.button("Back to now").click();
        assertThat(bar(dashboard)).containsText("Now");
        assertThat(dashboard.bubble("it is on its way")).isVisible();
        assertThat(dashboard.box()).isEnabled();
    }

    @Test
    void aLinkToAMomentOpensItForAColleague() {
        Visitor lena = visitor("Lena");
        lena.writes("first");
        lena.writes("second");
        BrowserContext admin = signedIn(desktop());
        admin.grantPermissions(List.of("clipboard-read", "clipboard-write"));
        Dashboard dashboard = dashboard(admin).open(lena);
        Locator first =
                dashboard
                        .history()
                        .getByRole(AriaRole.LISTITEM)
                        .filter(
                                new Locator.FilterOptions()
                                        .setHasText("Message 1 sent by the user"));
        first.getByText("Message 1 sent by the user").click();
        first.getByText("View at this moment").click();
        assertThat(then(dashboard)).containsText("first");
        assertThat(then(dashboard)).not().containsText("second");
        dashboard.button("Copy link").click();
        assertThat(bar(dashboard)).containsText("Link copied");
        String link = (String) dashboard.page().evaluate("navigator.clipboard.readText()");

        Page page = person(desktop()).newPage();
        page.navigate(link);
        page.getByLabel("Email").fill(AdminClient.EMAIL);
        page.getByLabel("Password").fill(AdminClient.PASSWORD);
        page.keyboard().press("Enter");

        Dashboard colleague = new Dashboard(page);
        assertThat(page).hasURL(AT_A_MOMENT);
        assertThat(then(colleague)).containsText("first");
        assertThat(then(colleague)).not().containsText("second");
        assertThat(bar(colleague)).containsText("Message 1 sent by the user");
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1440", "DARK, 1440", "LIGHT, 390", "DARK, 390"})
    void thePastIsOpenToEverybody(ColorScheme colors, int width) {
        Visitor lena = visitorWithEmail("Lena");
        lena.writes("my order is late");
        lena.isAnswered("it is on its way");
        NewContextOptions screen = width == 390 ? phone() : desktop();
        Dashboard dashboard =
                dashboard(
                        signedIn(
                                screen.setColorScheme(colors)
                                        .setReducedMotion(ReducedMotion.REDUCE)));
        dashboard.open(lena);
        dashboard.button("Travel in time").click();
        assertThat(slider(dashboard)).isEnabled();
        slider(dashboard).press("Home");
        slider(dashboard).press("ArrowRight");
        assertThat(then(dashboard)).containsText("my order is late");
        assertThat(then(dashboard)).not().containsText("it is on its way");

        assertThat(Axe.violationsOn(dashboard.page())).isEmpty();
        assertThat(dashboard.page().evaluate("document.documentElement.scrollWidth"))
                .as("width that the page needs")
                .isEqualTo(width);
    }

    private static Locator archivedNote(Dashboard dashboard, Visitor visitor) {
        return dashboard
                .conversation(visitor)
                .getByText("Archived", new Locator.GetByTextOptions().setExact(true));
    }

    private static Locator bar(Dashboard dashboard) {
        return region(dashboard, "Time travel");
    }

    private static Locator then(Dashboard dashboard) {
        return region(dashboard, "Messages at that moment");
    }

    private static Locator slider(Dashboard dashboard) {
        return dashboard
                .page()
                .getByRole(
                        AriaRole.SLIDER,
                        new Page.GetByRoleOptions().setName("Moment of the conversation"));
    }

    private static Locator region(Dashboard dashboard, String name) {
        return dashboard
                .page()
                .getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName(name));
    }
}
