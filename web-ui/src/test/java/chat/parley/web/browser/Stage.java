package chat.parley.web.browser;

import chat.parley.web.AdminClient;

import com.microsoft.playwright.assertions.PlaywrightAssertions;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.util.FileSystemUtils;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What all browser tests play on: one Parley, one host application, one browser. */
final class Stage implements AutoCloseable {

    /** How long a page may take for what is not promised to come at once. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path dataDir = temporaryDirectory();
    private final HostPages hostPages = new HostPages();
    private final Parley parley = new Parley(dataDir, hostPages.origin());
    private final Browser browser = Browser.launch();
    private final AdminClient admin = AdminClient.signedIn(parley.uri());

    private Stage() {
        hostPages.embed(parley.uri());
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
    }

    Parley parley() {
        return parley;
    }

    HostPages hostPages() {
        return hostPages;
    }

    Browser browser() {
        return browser;
    }

    /** The admin, by other means than a browser. */
    AdminClient admin() {
        return admin;
    }

    @Override
    public void close() {
        browser.close();
        parley.close();
        hostPages.close();
        try {
            FileSystemUtils.deleteRecursively(dataDir);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets the stage for the first class, and clears it away after the last. */
    static final class Shared implements ParameterResolver, AfterTestExecutionCallback {

        @Override
        public void afterTestExecution(ExtensionContext context) {
            if (context.getExecutionException().isPresent()) {
                ((BrowserTest) context.getRequiredTestInstance())
                        .keepScreenshots(context.getRequiredTestMethod().getName());
            }
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Stage.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(Stage.class, key -> new Stage(), Stage.class);
        }
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("parley-browser-tests");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
