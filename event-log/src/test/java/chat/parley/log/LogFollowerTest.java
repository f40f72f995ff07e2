package chat.parley.log;

import static chat.parley.log.TestNode.event;
import static chat.parley.log.TestNode.message;
import static chat.parley.log.TestNode.newChat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.ChatEvent;
import chat.parley.api.ChatEvent.MessageSent;
import chat.parley.api.ChatId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

class LogFollowerTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private TestNode node;
    private TestNode otherNode;
    private final ChatId chat = newChat();
    private final ChatId poisoned = newChat();

    @BeforeEach
    void open() {
        node = TestNode.onFreshDatabase();
        otherNode = node.second();
        node.jdbc.execute(
                "CREATE TABLE handled (place bigserial, node text, position bigint PRIMARY KEY,"
                        + " content text CHECK (content <> 'poison'))");
    }

    @AfterEach
    void close() {
        otherNode.close();
        node.close();
    }

    @Test
    void everythingIsHandledOnceAndInOrder() throws InterruptedException {
        node.appendMessages(chat, 0, 3);
        LogFollower follower = node.follow("model", store(node, "one"));
        node.appendMessages(chat, 3, 3);

        assertThat(follower.awaitPosition(6, SOON)).isTrue();
        assertThat(handled()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void theEventsOfAnotherNodeAreFollowedToo() throws InterruptedException {
        LogFollower follower = node.follow("model", store(node, "one"));

        otherNode.appendMessages(chat, 0, 2);

        assertThat(follower.awaitPosition(2, SOON)).isTrue();
    }

    @Test
    void whoeverWaitsInVainIsToldSo() throws InterruptedException {
        LogFollower follower = node.follow("model", store(node, "one"));

        assertThat(follower.awaitPosition(1, Duration.ofMillis(50))).isFalse();
    }

    @Test
    void twoNodesShareTheWorkOfOneFollower() throws InterruptedException {
        LogFollower here = node.follow("model", store(node, "one"));
        LogFollower there = otherNode.follow("model", store(otherNode, "two"));
        for (int turn = 0; turn < 20; turn++) {
            (turn % 2 == 0 ? node : otherNode).appendMessages(chat, turn * 3L, 3);
        }

        assertThat(here.awaitPosition(60, SOON)).isTrue();
        assertThat(there.awaitPosition(60, SOON)).isTrue();
        assertThat(handled()).containsExactlyElementsOf(upTo(60));
    }

    @Test
    void whenOneNodeStopsTheOtherGoesOn() throws InterruptedException {
        LogFollower here = node.follow("model", store(node, "one"));
        LogFollower there = otherNode.follow("model", store(otherNode, "two"));
        node.appendMessages(chat, 0, 5);
        assertThat(there.awaitPosition(5, SOON)).isTrue();

        here.stop();
        node.appendMessages(chat, 5, 5);

        assertThat(there.awaitPosition(10, SOON)).isTrue();
        assertThat(handled()).containsExactlyElementsOf(upTo(10));
    }

    @Test
    void itGoesOnWhereItStopped() throws InterruptedException {
        LogFollower follower = node.follow("model", store(node, "one"));
        node.appendMessages(chat, 0, 3);
        assertThat(follower.awaitPosition(3, SOON)).isTrue();
        follower.stop();
        node.appendMessages(chat, 3, 3);

        LogFollower successor = otherNode.follow("model", store(otherNode, "two"));

        assertThat(successor.awaitPosition(6, SOON)).isTrue();
        assertThat(handled()).containsExactlyElementsOf(upTo(6));
    }

    @Test
    void aFollowerThatMustNotRepeatThePastBeginsAtTheHead() throws InterruptedException {
        node.appendMessages(chat, 0, 3);
        LogFollower follower =
                new LogFollower(
                        "mails",
                        LogFollower.Start.HEAD,
                        node.dataSource,
                        node.tail,
                        store(node, "one"));
        follower.start();
        assertThat(follower.awaitPosition(3, SOON)).isTrue();

        node.appendMessages(chat, 3, 1);

        assertThat(follower.awaitPosition(4, SOON)).isTrue();
        follower.stop();
        assertThat(handled()).containsExactly(4L);
    }

    @Test
    void aStreamThatFailsIsParkedAndDelaysNobody() throws InterruptedException {
        node.append(event(0, message(chat, "Fine")));
        node.append(event(0, message(poisoned, "Still fine")));
        node.append(event(1, message(poisoned, "poison")));
        node.append(event(1, message(chat, "Fine too")));
        node.append(event(2, message(poisoned, "After the fault")));

        LogFollower follower = node.follow("model", store(node, "one"));

        assertThat(follower.awaitPosition(5, SOON)).isTrue();
        assertThat(handled()).containsExactly(1L, 2L, 4L);
        assertThat(
                        node.jdbc.queryForMap(
                                "SELECT follower, stream, from_sequence FROM parked_stream"))
                .containsEntry("follower", "model")
                .containsEntry("stream", poisoned.toString())
                .containsEntry("from_sequence", 1L);
    }

    @Test
    void aParkedStreamIsPassedByInLaterBatchesToo() throws InterruptedException {
        LogFollower follower = node.follow("model", store(node, "one"));
        node.append(event(0, message(poisoned, "poison")));
        assertThat(follower.awaitPosition(1, SOON)).isTrue();

        node.append(event(1, message(poisoned, "After the fault")));
        node.append(event(0, message(chat, "Fine")));

        assertThat(follower.awaitPosition(3, SOON)).isTrue();
        assertThat(handled()).containsExactly(3L);
        assertThat(parked()).isEqualTo(1);
    }

    @Test
    void anErasureReachesAParkedStreamTheMore() throws InterruptedException {
        List<LoggedEvent> erasures = new CopyOnWriteArrayList<>();
        EventBatchHandler store = store(node, "one");
        LogFollower follower =
                node.follow(
                        "model",
                        batch -> {
                            if (batch.getFirst().event() instanceof ChatEvent.ChatErased) {
                                erasures.add(batch.getFirst());
                            } else {
                                store.handle(batch);
                            }
                        });
        node.append(event(0, message(poisoned, "poison")));
        assertThat(follower.awaitPosition(1, SOON)).isTrue();
        assertThat(parked()).isEqualTo(1);

        node.append(event(1, TestNode.erased(poisoned)));

        assertThat(follower.awaitPosition(2, SOON)).isTrue();
        assertThat(erasures).hasSize(1);
        assertThat(node.jdbc.queryForObject("SELECT from_sequence FROM parked_stream", Long.class))
                .isZero();
    }

    @Test
    void whoeverFailsOnAnErasureIsParkedThereAnew() throws InterruptedException {
        EventBatchHandler store = store(node, "one");
        LogFollower follower =
                node.follow(
                        "model",
                        batch -> {
                            if (batch.getLast().event() instanceof ChatEvent.ChatErased) {
                                throw new IllegalStateException("never");
                            }
                            store.handle(batch);
                        });
        node.append(event(0, message(poisoned, "poison")));
        assertThat(follower.awaitPosition(1, SOON)).isTrue();

        node.append(event(1, TestNode.erased(poisoned)));

        assertThat(follower.awaitPosition(2, SOON)).isTrue();
        assertThat(node.jdbc.queryForObject("SELECT from_sequence FROM parked_stream", Long.class))
                .isOne();
    }

    @Test
    void theReasonForParkingQuotesNothingOfTheMessage() throws InterruptedException {
        node.append(event(0, message(poisoned, "poison")));
        LogFollower follower = node.follow("model", store(node, "one"));
        assertThat(follower.awaitPosition(1, SOON)).isTrue();

        assertThat(node.jdbc.queryForObject("SELECT reason FROM parked_stream", String.class))
                .contains("23514", "handled_content_check")
                .doesNotContain("poison");
    }

    @Test
    void anEventThatCannotBeReadIsParked() throws InterruptedException {
        node.append(event(0, message(poisoned, "Fine")));
        node.jdbc.execute("ALTER TABLE event_log DISABLE TRIGGER USER");
        node.jdbc.update("UPDATE event_log SET payload = '{}'");
        node.append(event(0, message(chat, "Fine")));

        try (TestNode other = node.second()) {
            LogFollower follower = other.follow("model", store(other, "one"));

            assertThat(follower.awaitPosition(2, SOON)).isTrue();
            assertThat(handled()).containsExactly(2L);
            assertThat(parked()).isEqualTo(1);
        }
    }

    @Test
    void anEventOfALaterVersionIsWaitedForAndNotParked() throws InterruptedException {
        node.append(event(0, message(chat, "Fine")));
        node.jdbc.execute("ALTER TABLE event_log DISABLE TRIGGER USER");
        node.jdbc.update("UPDATE event_log SET type = 'ChatMerged'");
        try (TestNode older = node.second();
                TestNode newer = node.second()) {
            LogFollower waiting = older.follow("model", store(older, "one"));
            assertThat(waiting.awaitPosition(1, Duration.ofMillis(300))).isFalse();

            node.jdbc.update("UPDATE event_log SET type = 'MessageSent'");
            LogFollower knowing = newer.follow("model", store(newer, "one"));

            assertThat(knowing.awaitPosition(1, SOON)).isTrue();
            assertThat(waiting.awaitPosition(1, SOON)).isTrue();
            assertThat(handled()).containsExactly(1L);
            assertThat(parked()).isZero();
        }
    }

    /** Connection, conflict, resources, lock, operator: the classes 08, 40, 53, 55 and 57. */
    @ParameterizedTest
    @ValueSource(strings = {"08006", "40001", "40P01", "53100", "53300", "55P03", "57014", "57P01"})
    void troubleOfTheDatabaseParksNothing(String sqlState) throws InterruptedException {
        AtomicInteger failures = new AtomicInteger();
        EventBatchHandler store = store(node, "one");
        LogFollower follower =
                node.follow(
                        "model",
                        batch -> {
                            if (failures.getAndIncrement() < 3) {
                                throw new IllegalStateException(
                                        new SQLException("trouble", sqlState));
                            }
                            store.handle(batch);
                        });
        node.appendMessages(chat, 0, 3);

        assertThat(follower.awaitPosition(3, SOON)).isTrue();
        assertThat(handled()).containsExactly(1L, 2L, 3L);
        assertThat(parked()).isZero();
    }

    @Test
    void whatABatchDidBeforeItFailedIsUndone() throws InterruptedException {
        AtomicInteger attempts = new AtomicInteger();
        EventBatchHandler store = store(node, "one");
        node.appendMessages(chat, 0, 3);

        LogFollower follower =
                node.follow(
                        "model",
                        batch -> {
                            store.handle(batch);
                            if (attempts.getAndIncrement() == 0) {
                                throw new IllegalStateException("once");
                            }
                        });

        assertThat(follower.awaitPosition(3, SOON)).isTrue();
        assertThat(handled()).containsExactly(1L, 2L, 3L);
        assertThat(parked()).isZero();
    }

    @Test
    void afterAResetEverythingIsHandledAnewUpToTheEnd() throws InterruptedException {
        node.append(event(0, message(poisoned, "poison")));
        node.appendMessages(chat, 0, 7);
        LogFollower follower = node.follow("model", store(node, "one"));
        assertThat(follower.awaitPosition(8, SOON)).isTrue();
        follower.stop();
        node.jdbc.execute("ALTER TABLE handled DROP CONSTRAINT handled_content_check");

        List<Long> progress = new ArrayList<>();
        follower.reset(() -> node.jdbc.execute("TRUNCATE handled"));
        assertThat(follower.position()).isZero();
        follower.runToEnd((position, head) -> {
            progress.add(position);
            assertThat(head).isEqualTo(8);
        });

        assertThat(progress).endsWith(8L);
        assertThat(handled()).containsExactlyElementsOf(upTo(8));
        assertThat(parked()).isZero();
        assertThat(
                        node.jdbc.queryForObject(
                                "SELECT rebuilt_at IS NOT NULL FROM log_follower", Boolean.class))
                .isTrue();
    }

    @Test
    void theTailBeginsAtTheHeadAndOnEveryNode() {
        node.appendMessages(chat, 0, 3);
        List<Long> here = new CopyOnWriteArrayList<>();
        List<Long> there = new CopyOnWriteArrayList<>();
        node.tail(batch -> batch.forEach(event -> here.add(event.position())));
        otherNode.tail(batch -> batch.forEach(event -> there.add(event.position())));

        node.appendMessages(chat, 3, 2);
        otherNode.appendMessages(chat, 5, 2);

        await().atMost(SOON)
                .untilAsserted(() -> {
                    assertThat(here).containsExactly(4L, 5L, 6L, 7L);
                    assertThat(there).containsExactly(4L, 5L, 6L, 7L);
                });
    }

    @Test
    void theTailPassesByWhatItsHandlerFailsOn() {
        List<Long> told = new CopyOnWriteArrayList<>();
        node.tail(batch ->
                batch.forEach(event -> {
                    if (event.position() == 2) {
                        throw new IllegalStateException("cannot tell");
                    }
                    told.add(event.position());
                }));

        node.appendMessages(chat, 0, 3);

        await().atMost(SOON).untilAsserted(() -> assertThat(told).endsWith(3L).contains(1L));
    }

    @Test
    void anEmptyLogIsDoneAtOnceAlsoAfterABrokenConnection() throws InterruptedException {
        LogFollower follower = node.follow("model", store(node, "one"));
        assertThat(follower.awaitPosition(0, SOON)).isTrue();
        await().until(() -> node.signal.breaks() > 0);
        long breaks = node.signal.breaks();

        node.jdbc.queryForList(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE application_name = 'parley-listen'"
                        + " AND datname = current_database()");
        await().until(() -> node.signal.breaks() >= breaks + 2);

        assertThat(follower.awaitPosition(0, SOON)).isTrue();
    }

    private static EventBatchHandler store(TestNode node, String name) {
        return batch ->
                batch.forEach(logged ->
                        node.jdbc.update(
                                "INSERT INTO handled (node, position, content)"
                                        + " VALUES (?, ?, ?)",
                                name,
                                logged.position(),
                                ((MessageSent) logged.event()).content()));
    }

    private List<Long> handled() {
        return node.jdbc.queryForList("SELECT position FROM handled ORDER BY place", Long.class);
    }

    private int parked() {
        return node.jdbc.queryForObject("SELECT count(*) FROM parked_stream", Integer.class);
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
