package chat.parley.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.web.AdminClient;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReadModelsIT extends BrowserTest {

    @AfterEach
    void cure() {
        parley().execute("ALTER TABLE conversation.message DROP CONSTRAINT IF EXISTS no_poison");
        parley().execute("DELETE FROM parked_stream");
    }

    @Test
    void aReadModelIsProvedAtTheAskingOfAnAdmin() {
        visitor("Lena").writes("hello");
        Page page = readModels(signedIn(desktop()));

        button(page, "Prove now: inbox").click();
        assertThat(row(page, "inbox")).containsText("Equal to the log");

        page.reload();
        assertThat(row(page, "inbox")).containsText("Equal to the log");
    }

    @Test
    void aReadModelIsRebuiltOnceItsNameWasTypedAndThenProved() {
        visitor("Lena").writes("hello");
        Page page = readModels(signedIn(desktop()));

        button(page, "Rebuild inbox").click();
        assertThat(button(page, "Start rebuild")).isDisabled();
        page.getByRole(AriaRole.ALERTDIALOG).getByRole(AriaRole.TEXTBOX).fill("inbox");
        button(page, "Start rebuild").click();

        assertThat(row(page, "inbox")).containsText("rebuilt");
        assertThat(row(page, "inbox")).containsText("Equal to the log");
        assertThat(page.getByRole(AriaRole.PROGRESSBAR)).hasCount(0);
    }

    @Test
    void aParkedChatIsShownWithItsReasonAndBroughtBack() {
        Visitor lena = visitor("Lena");
        lena.writes("hello");
        Page page = poisonedBy(lena, signedIn(desktop()));
        Locator parked = parked(page);
        assertThat(parked).containsText("constraint no_poison");

        tolerate("409");
        parked.getByRole(AriaRole.BUTTON).click();
        assertThat(parked).containsText("failed again");

        parley().execute("ALTER TABLE conversation.message DROP CONSTRAINT no_poison");
        parked.getByRole(AriaRole.BUTTON).click();
        assertThat(parked).hasCount(0);

        Dashboard dashboard = dashboard().open(lena);
        assertThat(dashboard.bubble("a poison")).isVisible();
    }

    @Test
    void whoIsNotSignedInComesBackToThePageAfterwards() {
        Page page = person(desktop()).newPage();
        page.navigate(parley().page("/admin/read-models"));
        page.getByLabel("Email").fill(AdminClient.EMAIL);
        page.getByLabel("Password").fill(AdminClient.PASSWORD);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();

        assertThat(page).hasURL(parley().page("/admin/read-models"));
        assertThat(row(page, "inbox")).isVisible();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void thePageIsOpenToEverybody(ColorScheme colors) {
        Visitor lena = visitor("Lena");
        lena.writes("hello");
        Page page =
                poisonedBy(
                        lena,
                        signedIn(
                                desktop()
                                        .setColorScheme(colors)
                                        .setReducedMotion(ReducedMotion.REDUCE)));
        button(page, "Prove now: inbox").click();
        assertThat(row(page, "inbox")).containsText("Equal to the log");
        assertThat(Axe.violationsOn(page)).isEmpty();

        button(page, "Rebuild inbox").click();
        assertThat(page.getByRole(AriaRole.ALERTDIALOG)).isVisible();
        assertThat(Axe.violationsOn(page)).isEmpty();
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.ALERTDIALOG)).hasCount(0);
        assertThat(button(page, "Rebuild inbox")).isFocused();

        page.setViewportSize(390, 844);
        assertThat(Axe.violationsOn(page)).isEmpty();
        Object width = page.evaluate("document.documentElement.scrollWidth");
        assertThat(width).as("width that the page needs").isEqualTo(390);
        assertThat(button(page, "Rebuild inbox")).isVisible();
    }

    /** The page, once the read model of conversations has parked the visitor's chat. */
    private Page poisonedBy(Visitor visitor, BrowserContext admin) {
        parley().execute(
                        "ALTER TABLE conversation.message ADD CONSTRAINT no_poison"
                                + " CHECK (content NOT LIKE '%poison%') NOT VALID");
        visitor.writes("a poison");
        Page page = readModels(admin);
        assertThat(parked(page)).isVisible();
        return page;
    }

    private Page readModels(BrowserContext admin) {
        Page page = admin.newPage();
        page.navigate(parley().page("/admin/read-models"));
        assertThat(row(page, "inbox")).isVisible();
        return page;
    }

    private static Locator row(Page page, String readModel) {
        return page.getByRole(AriaRole.ROW)
                .filter(
                        new Locator.FilterOptions()
                                .setHas(
                                        page.getByRole(
                                                AriaRole.ROWHEADER,
                                                new Page.GetByRoleOptions().setName(readModel))));
    }

    private static Locator parked(Page page) {
        return page.getByRole(
                AriaRole.LIST, new Page.GetByRoleOptions().setName("Chats parked in conversation"));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
