package chat.parley.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.web.AdminClient;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;

class AuditIT extends BrowserTest {

    @Test
    void whatHappenedIsFoundAndShownWithAllThatIsStored() {
        Visitor lena = visitorWithEmail("Lena");
        lena.writes("hello");
        Dashboard dashboard = dashboard().open(lena).reply("good morning");
        assertThat(dashboard.bubble("good morning")).isVisible();
        Page page = dashboard.page();

        page.getByRole(AriaRole.LINK, named("Audit log")).click();
        assertThat(page).hasURL(parley().page("/admin/audit"));
        page.getByRole(AriaRole.TEXTBOX, named("Chat")).fill("see /admin/inbox/" + lena.chatId());
        page.getByRole(AriaRole.COMBOBOX, named("Event type")).selectOption("MessageSent");
        assertThat(events(page)).hasCount(2);
        page.getByRole(AriaRole.TEXTBOX, named("Actor")).fill(AdminClient.EMAIL);
        assertThat(events(page)).hasCount(1);

        events(page).first().getByRole(AriaRole.BUTTON).click();
        assertThat(details(page)).containsText("Message 2 sent by support");
        assertThat(details(page)).containsText("\"content\": \"good morning\"");
        assertThat(details(page)).containsText("\"event_id\"");
        assertThat(details(page)).containsText(Pattern.compile("Hash[0-9a-f]{64}"));
        details(page).getByRole(AriaRole.LINK, inside("Open conversation")).click();
        assertThat(dashboard.bubble("good morning")).isVisible();
    }

    @Test
    void theLogGoesBackToItsBeginning() {
        Visitor lena = visitor("Lena");
        for (int n = 0; n < 55; n++) {
            lena.writes("message " + n);
        }
        Page page = audit();
        page.waitForResponse(
                answer -> answer.url().contains("chat=" + lena.chatId()),
                () -> page.getByRole(AriaRole.TEXTBOX, named("Chat")).fill(lena.chatId()));
        assertThat(events(page).filter(having("MessageSent"))).hasCount(50);

        page.getByRole(AriaRole.BUTTON, named("Older events")).click();

        assertThat(events(page)).hasCount(56);
        assertThat(events(page).last()).containsText("ChatStarted");
        assertThat(page.getByRole(AriaRole.BUTTON, named("Older events"))).hasCount(0);
    }

    @Test
    void whatIsShownCanBeTakenAlongAndThatIsOnRecordToo() throws IOException {
        Visitor lena = visitor("Lena");
        lena.writes("=HYPERLINK(\"https://evil.example\")");
        Page page = audit();
        page.getByRole(AriaRole.TEXTBOX, named("Chat")).fill(lena.chatId());
        assertThat(events(page)).hasCount(2);

        Download csv = page.waitForDownload(() -> button(page, "Export CSV").click());
        Download lines = page.waitForDownload(() -> button(page, "Export JSON Lines").click());

        assertThat(csv.suggestedFilename()).endsWith(".csv");
        assertThat(Files.readAllLines(csv.path())).hasSize(3);
        assertThat(lines.suggestedFilename()).endsWith(".jsonl");
        assertThat(Files.readAllLines(lines.path()))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains(lena.chatId()));
        button(page, "Clear filters").click();
        page.getByRole(AriaRole.COMBOBOX, named("Event type")).selectOption("EventsExported");
        events(page).first().getByRole(AriaRole.BUTTON).click();
        assertThat(details(page)).containsText("\"selection\": \"chat=" + lena.chatId() + "\"");
        assertThat(details(page)).containsText("\"format\": \"jsonl\"");
    }

    @Test
    void aLinkToTheLogOutlivesTheSignInWhichIsOnRecord() {
        Page page = person(desktop()).newPage();
        page.navigate(parley().page("/admin/audit"));
        assertThat(page).hasURL(parley().page("/login"));

        page.getByLabel("Email").fill(AdminClient.EMAIL);
        page.getByLabel("Password").fill(AdminClient.PASSWORD);
        button(page, "Sign in").click();

        assertThat(page).hasURL(parley().page("/admin/audit"));
        assertThat(events(page).filter(having("AdminSignedIn")).first()).isVisible();
        page.reload();
        assertThat(events(page).first()).isVisible();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void theLogIsOpenToEverybody(ColorScheme colors) {
        visitor("Lena").writes("hello");
        Page page =
                signedIn(desktop().setColorScheme(colors).setReducedMotion(ReducedMotion.REDUCE))
                        .newPage();
        page.navigate(parley().page("/admin/audit"));
        page.getByRole(AriaRole.COMBOBOX, named("Time")).selectOption("Today");
        page.getByRole(AriaRole.TEXTBOX, named("Chat")).fill("none");
        assertThat(page.getByText("That is neither the ID of a chat")).isVisible();
        events(page).first().getByRole(AriaRole.BUTTON).click();
        assertThat(details(page)).isVisible();

        assertThat(Axe.violationsOn(page)).isEmpty();
    }

    @Test
    void theLogFitsAPhone() {
        Visitor lena = visitor("Lena");
        lena.writes("hello " + "long".repeat(100));
        Page page = dashboard(signedIn(phone())).page();
        page.getByRole(AriaRole.LINK, named("Audit log")).tap();
        Locator sent = events(page).filter(having(lena.name())).first();
        assertThat(sent).isVisible();
        fits(page);

        sent.getByRole(AriaRole.BUTTON).tap();
        assertThat(button(page, "Close details")).isFocused();
        fits(page);
        button(page, "Close details").tap();
        assertThat(details(page)).hasCount(0);
        assertThat(sent.getByRole(AriaRole.BUTTON)).isFocused();
    }

    private Page audit() {
        Page page = signedIn(desktop()).newPage();
        page.navigate(parley().page("/admin/audit"));
        assertThat(events(page).first()).isVisible();
        return page;
    }

    private static void fits(Page page) {
        Object width = page.evaluate("document.documentElement.scrollWidth");
        assertThat(width).as("width that the page needs").isEqualTo(390);
    }

    /** The lines of the table, newest first. */
    private static Locator events(Page page) {
        return page.locator("tbody").getByRole(AriaRole.ROW);
    }

    private static Locator details(Page page) {
        return page.getByRole(AriaRole.COMPLEMENTARY, named("Event details"));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, named(name));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Locator.GetByRoleOptions inside(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Locator.FilterOptions having(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }
}
