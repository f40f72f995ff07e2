package chat.parley.web.browser;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;

import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A headless browser, the one that {@code build/browser.mjs} found. To be used by one thread only.
 */
public final class Browser implements AutoCloseable {

    private static final Path PREPARED = Path.of("target", "browser").toAbsolutePath();

    private static final List<String> ARGUMENTS =
            List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser browser;

    private Browser(Playwright playwright, com.microsoft.playwright.Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** What the build wrote down: the program, and what it needs in its environment. */
    private record Found(String executable, Map<String, String> environment) {}

    /** Starts a browser. */
    public static Browser launch() {
        System.setProperty("playwright.cli.dir", PREPARED.resolve("driver").toString());
        Found found = found();
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(found.environment());
        Playwright playwright = Playwright.create();
        try {
            return new Browser(
                    playwright,
                    playwright
                            .chromium()
                            .launch(
                                    new BrowserType.LaunchOptions()
                                            .setExecutablePath(Path.of(found.executable()))
                                            .setEnv(environment)
                                            .setArgs(ARGUMENTS)));
        } catch (RuntimeException e) {
            playwright.close();
            throw e;
        }
    }

    /** A person at a browser of their own: no cookie is shared with another one. */
    public BrowserContext person() {
        return person(new NewContextOptions());
    }

    /** A person whose screen, colours or clock are told. */
    public BrowserContext person(NewContextOptions options) {
        return browser.newContext(options);
    }

    private static Found found() {
        Path file = PREPARED.resolve("browser.json");
        if (!Files.exists(file)) {
            throw new IllegalStateException(
                    "There is no browser yet: node build/browser.mjs finds or fetches one.");
        }
        return JsonMapper.shared().readValue(file.toFile(), Found.class);
    }

    @Override
    public void close() {
        playwright.close();
    }
}
