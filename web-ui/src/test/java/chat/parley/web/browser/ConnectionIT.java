package chat.parley.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;

import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicInteger;

class ConnectionIT extends BrowserTest {

    private static final String USERS_SOCKET = "**/ws";
    private static final String ADMINS_SOCKET = "**/admin/ws";

    /** A restart of the server, and the longest pause between two tries after it. */
    private static final double RESTART_MS = 60_000;

    @Test
    void theServerGoesAndComesBackAndWhatWasWrittenMeanwhileIsSentOnce() {
        networkMayFail();
        Visitor lena = visitor("Lena");
        lena.writes("before");
        Widget widget = widgetOf(lena).open();
        Dashboard dashboard = dashboard().open(lena);
        assertThat(dashboard.connection("Connected")).isVisible();

        String connected = widget.dot("Connected");

        parley().stop();
        assertThat(widget.connection("Reconnecting")).isVisible();
        assertThat(dashboard.connection("Reconnecting")).isVisible();
        assertThat(widget.dot("Reconnecting")).isNotEqualTo(connected);
        widget.send("meanwhile one").send("meanwhile two");
        assertThat(widget.panel()).containsText("Waiting for connection");
        dashboard.reply("meanwhile three");
        assertThat(dashboard.log()).containsText("Sending…");

        parley().start();
        assertThat(widget.connection("Connected")).isVisible(withinARestart());
        assertThat(dashboard.connection("Connected")).isVisible(withinARestart());
        assertThat(widget.dot("Connected")).isEqualTo(connected);
        widget.send("after");
        for (String content :
                new String[] {"meanwhile one", "meanwhile two", "meanwhile three", "after"}) {
            assertThat(dashboard.bubble(content)).hasCount(1);
            assertThat(widget.bubble(content)).hasCount(1);
        }
        widget.awaitConfirmation();
        assertThat(lena.contents())
                .startsWith("before")
                .containsSubsequence("meanwhile one", "meanwhile two", "after")
                .contains("meanwhile three")
                .hasSize(5);
    }

    @Test
    void aMessageWhoseAnswerIsLostIsSentAgainAndStoredOnce() {
        networkMayFail();
        Visitor lena = visitor("Lena");
        BrowserContext person = person(desktop());
        AtomicInteger connections = new AtomicInteger();
        person.routeWebSocket(
                USERS_SOCKET,
                page -> {
                    boolean isFirst = connections.incrementAndGet() == 1;
                    WebSocketRoute server = page.connectToServer();
                    server.onMessage(frame -> {
                        if (isFirst && frame.text().contains("message_accepted")) {
                            page.close();
                            server.close();
                        } else if (!isFirst || !frame.text().contains("only once")) {
                            page.send(frame.text());
                        }
                    });
                });
        Widget widget = widgetOf(lena, person).open();
        lena.isAnswered("good morning");
        assertThat(widget.bubble("good morning")).isVisible(atOnce());

        widget.send("only once");
        widget.page().waitForCondition(() -> connections.get() > 1);
        assertThat(widget.connection("Connected")).isVisible();

        widget.send("and on it goes");
        assertThat(widget.bubble("and on it goes")).hasCount(1);
        assertThat(widget.bubble("only once")).hasCount(1);
        widget.awaitConfirmation();
        assertThat(lena.contents()).containsExactly("good morning", "only once", "and on it goes");
    }

    @Test
    void withoutASocketMessagesStillComeAndGo() {
        networkMayFail();
        Visitor lena = visitor("Lena");
        BrowserContext person = person(desktop());
        person.routeWebSocket(USERS_SOCKET, WebSocketRoute::close);
        BrowserContext admin = signedIn(desktop());
        admin.routeWebSocket(ADMINS_SOCKET, WebSocketRoute::close);
        Widget widget = widgetOf(lena, person);
        widget.launcher().click();
        Dashboard dashboard = dashboard(admin);

        widget.send("without a socket");
        dashboard.open(lena).reply("here neither");

        assertThat(widget.bubble("here neither")).hasCount(1);
        assertThat(widget.connection("Reconnecting")).isVisible();
        assertThat(dashboard.connection("Reconnecting")).isVisible();
        assertThat(dashboard.bubble("without a socket")).hasCount(1);
        assertThat(dashboard.log()).containsText("Read");
        assertThat(lena.contents()).containsExactly("without a socket", "here neither");
    }

    @Test
    void aPageWithoutNetworkSaysSoAndComesBackByItself() {
        networkMayFail();
        Visitor lena = visitor("Lena");
        Widget widget = widgetOf(lena).open();

        widget.page().context().setOffline(true);
        assertThat(widget.connection("Offline")).isVisible();
        widget.send("from a tunnel");
        lena.isAnswered("are you there?");

        widget.page().context().setOffline(false);
        assertThat(widget.connection("Connected")).isVisible();
        assertThat(widget.bubble("are you there?")).hasCount(1);
        assertThat(widget.bubble("from a tunnel")).hasCount(1);
        widget.awaitConfirmation();
        assertThat(lena.contents()).containsExactlyInAnyOrder("from a tunnel", "are you there?");
    }

    private static IsVisibleOptions withinARestart() {
        return new IsVisibleOptions().setTimeout(RESTART_MS);
    }
}
