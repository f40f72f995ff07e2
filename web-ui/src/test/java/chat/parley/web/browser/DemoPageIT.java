package chat.parley.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import chat.parley.web.ParleyApplication;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import java.nio.file.Path;

class DemoPageIT {

    @TempDir private Path dataDir;

    @Test
    void aVisitorOfTheDemoOpensTheChat() {
        try (ConfigurableApplicationContext parley =
                        SpringApplication.run(
                                ParleyApplication.class,
                                "--server.port=0",
                                "--parley.data-dir=" + dataDir);
                Browser browser = Browser.launch()) {
            Page page = browser.person().newPage();
            page.navigate(
                    "http://localhost:"
                            + parley.getEnvironment().getRequiredProperty("local.server.port")
                            + "/demo");

            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Open chat"))
                    .click();

            assertThat(
                            page.getByRole(
                                    AriaRole.TEXTBOX,
                                    new Page.GetByRoleOptions().setName("Message")))
                    .isVisible();
        }
    }
}
