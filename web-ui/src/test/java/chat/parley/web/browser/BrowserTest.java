package chat.parley.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.web.AdminClient;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.Cookie;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * People in front of browsers of their own. No page may complain about anything, an error in a
 * script or a breach of a Content-Security-Policy, unless the test takes a network away.
 */
@ExtendWith(Stage.Shared.class)
abstract class BrowserTest {

    /** Less than the pause between two polls, so that only a push can be meant. */
    private static final int AT_ONCE_MS = 4_000;

    private static final Path SCREENSHOTS = Path.of("target", "browser", "failed");

    static final String UNREACHABLE = "net::ERR_|WebSocket connection to .* failed";

    private final List<BrowserContext> people = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private Stage stage;
    private String tolerated = "nothing";

    @BeforeEach
    void enter(Stage stage) {
        this.stage = stage;
    }

    @AfterEach
    void leave() {
        people.forEach(BrowserContext::close);
        assertThat(complaints).as("complaints of the pages").noneMatch(this::isOutrageous);
    }

    /** What was on the screens when a test failed. */
    void keepScreenshots(String test) {
        int number = 0;
        for (BrowserContext person : people) {
            for (Page page : person.pages()) {
                Path file = SCREENSHOTS.resolve(test + "-" + ++number + ".png");
                page.screenshot(new Page.ScreenshotOptions().setPath(file));
            }
        }
    }

    private boolean isOutrageous(String complaint) {
        return !complaint.matches("(?s).*(" + tolerated + ").*");
    }

    /** This test takes the network away, and browsers say so. */
    void networkMayFail() {
        tolerate(UNREACHABLE);
    }

    void tolerate(String complaint) {
        tolerated = complaint;
    }

    Parley parley() {
        return stage.parley();
    }

    HostPages hostPages() {
        return stage.hostPages();
    }

    /** A user without an e-mail address whom no other test knows. */
    Visitor visitor(String firstName) {
        return new Visitor(stage, firstName, "");
    }

    Visitor visitorWithEmail(String firstName) {
        return new Visitor(stage, firstName, "example.com");
    }

    /** A browser of one's own; it is closed after the test. */
    BrowserContext person(NewContextOptions options) {
        BrowserContext person = stage.browser().person(options);
        person.setDefaultTimeout(Stage.PATIENCE.toMillis());
        person.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        person.onWebError(error -> complaints.add(error.error()));
        people.add(person);
        return person;
    }

    static NewContextOptions desktop() {
        return new NewContextOptions().setViewportSize(1440, 900);
    }

    static NewContextOptions phone() {
        return new NewContextOptions()
                .setViewportSize(390, 844)
                .setHasTouch(true)
                .setIsMobile(true);
    }

    /** The host application's page at a visitor's. */
    Widget widgetOf(Visitor visitor) {
        return widgetOf(visitor, person(desktop()));
    }

    Widget widgetOf(Visitor visitor, BrowserContext person) {
        return visit(person.newPage(), visitor);
    }

    Widget visit(Page page, Visitor visitor) {
        page.navigate(hostPages().origin() + "/?" + visitor.token());
        return new Widget(page);
    }

    /** The dashboard of an admin who is signed in. */
    Dashboard dashboard() {
        return dashboard(signedIn(desktop()));
    }

    Dashboard dashboard(BrowserContext admin) {
        Page page = admin.newPage();
        page.navigate(parley().page("/admin"));
        return new Dashboard(page);
    }

    /** A browser that takes over the admin's session. */
    BrowserContext signedIn(NewContextOptions options) {
        BrowserContext admin = person(options);
        AdminClient session = stage.admin();
        admin.addCookies(
                Stream.of("SESSION", "XSRF-TOKEN")
                        .map(name ->
                                new Cookie(name, session.cookie(name))
                                        .setUrl(parley().uri().toString()))
                        .toList());
        return admin;
    }

    static LocatorAssertions.IsVisibleOptions atOnce() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(AT_ONCE_MS);
    }
}
