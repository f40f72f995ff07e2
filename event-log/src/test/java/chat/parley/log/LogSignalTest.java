package chat.parley.log;

import static chat.parley.log.TestNode.event;
import static chat.parley.log.TestNode.message;
import static chat.parley.log.TestNode.newChat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

class LogSignalTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private TestNode node;
    private TestNode otherNode;

    @BeforeEach
    void open() {
        node = TestNode.onFreshDatabase();
        otherNode = node.second();
    }

    @AfterEach
    void close() {
        otherNode.close();
        node.close();
    }

    @Test
    void anAppendOfAnotherNodeIsHeard() throws InterruptedException {
        node.signal.start();

        otherNode.append(event(0, message(newChat(), "Hello")));

        await().until(() -> node.signal.await(0, SOON) == 1);
    }

    @Test
    void whoeverIsAloneTellsNobodyUntilAnotherNodeComes() throws InterruptedException {
        assertThat(node.signal.othersMayListen()).isTrue();
        node.signal.start();
        await().atMost(SOON).until(() -> !node.signal.othersMayListen());

        otherNode.signal.start();
        await().atMost(SOON).until(node.signal::othersMayListen);
        await().atMost(SOON).until(otherNode.signal::othersMayListen);

        otherNode.signal.stop();
        await().atMost(SOON).until(() -> !node.signal.othersMayListen());
    }

    @Test
    void aPositionIsHeardThatLookingCouldNotFind() throws InterruptedException {
        node.signal.start();

        await().atMost(SOON)
                .until(() -> {
                    node.jdbc.execute("NOTIFY parley_log, '5'");
                    return node.signal.await(4, Duration.ofMillis(100)) == 5;
                });
    }

    @Test
    void whatNobodyToldIsFoundByLooking() throws InterruptedException {
        node.signal.start();

        node.jdbc.update(
                """
                INSERT INTO event_log
                VALUES (1, 'chat', 0, gen_random_uuid(), 'ChatArchived', 1, now(), '{}', NULL,
                        '{}', NULL, '')
                """);

        await().until(() -> node.signal.await(0, SOON) == 1);
    }

    @Test
    void whoeverWaitsForNothingIsLetGo() throws InterruptedException {
        assertThat(node.signal.await(0, Duration.ofMillis(20))).isZero();
    }

    @Test
    void otherChannelsAreHeardEvenIfNamedLater() {
        List<String> heard = new CopyOnWriteArrayList<>();
        node.signal.start();
        node.signal.listen(
                "parley_typing",
                _ -> {
                    throw new IllegalStateException("a listener that fails harms nobody");
                });
        node.signal.listen("parley_typing", heard::add);

        await().atMost(SOON)
                .until(() -> {
                    otherNode.jdbc.execute("NOTIFY parley_typing, 'ada'");
                    return heard.contains("ada");
                });
    }

    @Test
    void aNameThatIsNoChannelIsRefused() {
        assertThatThrownBy(() -> node.signal.listen("x; DROP TABLE event_log", _ -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBrokenConnectionIsReplaced() throws InterruptedException {
        node.signal.start();
        otherNode.append(event(0, message(newChat(), "Before")));
        await().until(() -> node.signal.await(0, SOON) == 1);

        assertThat(
                        node.jdbc.queryForList(
                                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                        + " WHERE application_name = 'parley-listen'"
                                        + " AND datname = current_database()"))
                .hasSize(1);
        otherNode.append(event(0, message(newChat(), "After")));

        await().until(() -> node.signal.await(1, SOON) == 2);
    }

    @Test
    void itTakesNoConnectionFromThePool() {
        node.signal.start();
        await().atMost(SOON)
                .until(() ->
                        node.jdbc.queryForObject(
                                        "SELECT count(*) FROM pg_stat_activity"
                                                + " WHERE application_name ="
                                                + " 'parley-listen'"
                                                + " AND datname = current_database()",
                                        Integer.class)
                                == 1);

        assertThat(node.dataSource.getHikariPoolMXBean().getActiveConnections()).isZero();
    }

    @Test
    void itStopsAndStartsAgain() throws InterruptedException {
        node.signal.start();
        node.signal.stop();
        assertThat(node.signal.isRunning()).isFalse();
        node.signal.start();

        otherNode.append(event(0, message(newChat(), "Hello")));

        await().until(() -> node.signal.await(0, SOON) == 1);
    }
}
