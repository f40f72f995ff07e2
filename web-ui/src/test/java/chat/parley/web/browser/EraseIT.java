package chat.parley.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;

class EraseIT extends BrowserTest {

    /** Every node has five seconds to forget before there is a certificate. */
    private static final int CERTIFIED_MS = 30_000;

    @Test
    void aPersonIsErasedOnceTheirAddressWasTypedAndThereIsACertificate() throws IOException {
        // The certificate is asked for until it is there, and the widget's token is worth nothing.
        tolerate("404|401");
        Visitor lena = visitorWithEmail("Lena");
        lena.writes("my secret");
        Widget widget = widgetOf(lena).open();
        assertThat(widget.bubble("my secret")).isVisible();
        Dashboard dashboard = dashboard().open(lena);
        assertThat(dashboard.bubble("my secret")).isVisible();

        dashboard.button("Erase person…").click();
        Locator dialog = dashboard.page().getByRole(AriaRole.ALERTDIALOG);
        Locator erase =
                dialog.getByRole(
                        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Erase for ever"));
        assertThat(erase).isDisabled();
        dialog.getByRole(AriaRole.TEXTBOX).fill(dialog.locator("label b").textContent());
        erase.click();

        assertThat(dashboard.log()).containsText("Erased");
        assertThat(dashboard.page().locator("body")).not().containsText("my secret");
        assertThat(dashboard.page().locator("body")).not().containsText(lena.name());
        assertThat(dashboard.history()).containsText("Person erased");
        assertThat(widget.bubble("my secret")).hasCount(0);

        Locator link = dashboard.page().getByText("Download the certificate");
        assertThat(link)
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(CERTIFIED_MS));
        Download certificate =
                dashboard.page().waitForDownload(new Page.WaitForDownloadOptions(), link::click);
        assertThat(Files.readString(certificate.path())).contains("\"signature\"");
    }
}
