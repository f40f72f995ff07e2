package chat.parley.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

class LoadTest {

    private static final Duration PATIENCE = Duration.ofMillis(200);

    @Test
    void aStallCountsForEveryMessageThatWasDueMeanwhile() throws IOException {
        Duration stall = Duration.ofMillis(400);
        try (EchoServer server =
                        new EchoServer(message -> {
                            if (message == 20) {
                                sleep(stall);
                            }
                        });
                Load load = load(server, 2, 1)) {

            Outcome outcome = load.open(100, Duration.ofSeconds(1));

            assertThat(outcome.faults()).isEmpty();
            assertThat(outcome.sent()).isEqualTo(100);
            Histogram latencies = outcome.latencies();
            assertThat(latencies.getTotalCount()).isEqualTo(100);
            assertThat(latencies.getMaxValue()).isGreaterThanOrEqualTo(stall.toMillis() * 990);
            // Due every 10 ms, so 20 in the first half of the stall; a sender that waits for
            // answers would have sent one.
            assertThat(latencies.getCountBetweenValues(199_000, Long.MAX_VALUE / 2))
                    .isGreaterThanOrEqualTo(20);
        }
    }

    @Test
    void aClosedWindowCountsWhatEverybodyHas() throws IOException {
        try (EchoServer server = new EchoServer(_ -> {});
                Load load = load(server, 3, 4)) {

            Outcome outcome = load.closed(2, Duration.ofMillis(100));

            assertThat(outcome.faults()).isEmpty();
            assertThat(outcome.sent()).isGreaterThanOrEqualTo(6);
            assertThat(outcome.perSecond()).isPositive();
        }
    }

    @Test
    void oneLoadMayFollowAnother() throws IOException {
        try (EchoServer server = new EchoServer(_ -> {});
                Load load = load(server, 1, 1)) {
            load.closed(1, Duration.ofMillis(10));

            Outcome outcome = load.open(500, Duration.ofSeconds(1));

            assertThat(outcome.faults()).isEmpty();
            assertThat(outcome.sent()).isEqualTo(500);
        }
    }

    @Test
    void aLostMessageIsTold() throws IOException {
        try (EchoServer server = new EchoServer(_ -> {}).losing(7);
                Load load = load(server, 1, 2)) {

            Outcome outcome = load.open(100, Duration.ofSeconds(1));

            assertThat(outcome.faults()).containsExactly("2 deliveries or answers are missing");
        }
    }

    @Test
    void aRepeatedMessageIsTold() throws IOException {
        try (EchoServer server = new EchoServer(_ -> {}).repeating(7);
                Load load = load(server, 1, 2)) {

            Outcome outcome = load.open(100, Duration.ofSeconds(1));

            assertThat(outcome.faults()).containsExactly("2 deliveries or answers came twice");
        }
    }

    @Test
    void aServerThatHangsUpIsTold() throws IOException {
        try (EchoServer server = new EchoServer(_ -> {})) {
            try (Load load = load(server, 1, 1)) {
                load.open(100, Duration.ofSeconds(1));
                server.close();

                assertThat(load.closed(0, Duration.ofMillis(100)).faults())
                        .contains("A socket was lost: The server hung up.");
            }
        }
    }

    private static Load load(EchoServer server, int users, int admins) throws IOException {
        Load load = new Load(EchoServer.DIALECT, PATIENCE);
        for (int i = 0; i < users; i++) {
            load.addUser("chat-" + i, open(server, "/"));
        }
        for (int i = 0; i < admins; i++) {
            load.addAdmin(open(server, EchoServer.ADMIN_PATH));
        }
        return load;
    }

    private static WebSocket open(EchoServer server, String path) throws IOException {
        return WebSocket.open(server.port(), path, Map.of());
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
