package chat.parley.web.live;

import static chat.parley.web.live.LiveServer.SESSION;
import static chat.parley.web.live.LiveServer.action;
import static chat.parley.web.live.LiveServer.topicOf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.web.StompClient;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/** What happens when time passes, on a server for which it passes faster than the contract says. */
class LiveTimesTest {

    private LiveServer server;

    @BeforeEach
    void startServer() {
        server = new LiveServer(LiveServer.impatient());
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void aSocketWithoutConnectIsClosed() {
        StompClient client = StompClient.open(server.uri("/ws"), Map.of());
        assertThat(client.next("ERROR").header("message")).contains("CONNECT");
        assertThat(client.closeCode()).isEqualTo(1008);
    }

    @Test
    void aFrameThatIsNeverCompletedEndsTheConnection() {
        StompClient client = server.user("ada");
        client.sendText("SEND\ndestination:" + action("ada", "typing") + "\n\n{");
        assertThat(client.next("ERROR").header("message")).contains("not completed");
    }

    @Test
    void bothSidesSayThatTheyAreThere() {
        StompClient client = StompClient.open(server.uri("/ws"), Map.of());
        client.connect(Map.of("Authorization", "Bearer ada", "heart-beat", "300,300"));
        for (int i = 1; i <= 5; i++) {
            int expected = i;
            await().until(() -> client.heartbeats() >= expected);
            client.sendText("\n");
        }
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void aClientThatFallsSilentIsClosed() {
        StompClient client = StompClient.open(server.uri("/ws"), Map.of());
        client.connect(Map.of("Authorization", "Bearer ada", "heart-beat", "300,0"));
        assertThat(client.next("ERROR").header("message")).contains("heartbeat");
        assertThat(client.heartbeats()).isZero();
        client.closeCode();
    }

    @Test
    void aClientThatWaitsForASlowCommandIsNotSilent() {
        CountDownLatch slow = new CountDownLatch(1);
        server.chats()
                .before(
                        "slow",
                        () -> {
                            try {
                                slow.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        StompClient client = StompClient.open(server.uri("/ws"), Map.of());
        client.connect(Map.of("Authorization", "Bearer ada", "heart-beat", "300,300"));
        client.send(
                "SEND",
                Map.of("destination", action("ada", "send_message"), "receipt", "r"),
                "{\"content\": \"slow\", \"client_message_id\": \"%s\"}"
                        .formatted(UUID.randomUUID()));
        await().until(() -> client.heartbeats() > 5);
        slow.countDown();
        client.next("RECEIPT");
    }

    @Test
    void aUsersSocketEndsWithTheToken() {
        StompClient client = server.user("ada/-29");
        assertThat(client.next("ERROR").header("message")).contains("expired");
        assertThat(client.closeCode()).isEqualTo(1008);
    }

    @Test
    void anAdminsSocketEndsWithTheSession() {
        StompClient client = server.admin();
        StompClient other =
                StompClient.admin(server.uri("/admin/ws"), "SESSION=s2", server.origin());
        other.subscribe(topicOf("ada"));

        server.endedSessions().add(SESSION.substring("SESSION=".length()));

        assertThat(client.next("ERROR").header("message")).contains("session has ended");
        assertThat(client.closeCode()).isEqualTo(1008);
        server.publish(topicOf("ada"), Map.of("type", "still here"));
        assertThat(other.nextMessage()).contains("still here");
    }

    @Test
    void aSlowReaderIsCutAndHoldsUpNobody() {
        StompClient slow = server.user("ada");
        slow.subscribe(topicOf("ada"));
        slow.stopReading();
        StompClient quick = server.admin();
        quick.subscribe(topicOf("ada"));

        String text = "x".repeat(10_000);
        Duration longest = Duration.ZERO;
        for (int i = 0; i < 3000; i++) {
            long before = System.nanoTime();
            server.publish(topicOf("ada"), Map.of("type", "new_message", "text", text));
            quick.nextMessage();
            Duration took = Duration.ofNanos(System.nanoTime() - before);
            longest = took.compareTo(longest) > 0 ? took : longest;
        }

        await().untilAsserted(() -> assertThat(server.openSockets()).isEqualTo(1));
        assertThat(longest).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void aReaderThatStandsStillIsCut() {
        StompClient slow = server.user("ada");
        slow.subscribe(topicOf("ada"));
        slow.stopReading();
        await().until(() -> {
            server.publish(topicOf("ada"), Map.of("text", "x".repeat(100_000)));
            return server.openSockets() == 0;
        });
    }

    @Test
    void aStoppingServerSendsItsClientsElsewhere() {
        StompClient user = server.user("ada");
        StompClient admin = server.admin();

        server.close();

        assertThat(user.closeCode()).isEqualTo(1001);
        assertThat(admin.closeCode()).isEqualTo(1001);
    }
}
