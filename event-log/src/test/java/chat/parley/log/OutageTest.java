package chat.parley.log;

import static chat.parley.log.TestNode.event;
import static chat.parley.log.TestNode.message;
import static chat.parley.log.TestNode.newChat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.parley.api.ChatId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;

/** PostgreSQL goes away and comes back: nobody has to be started again, nothing is left out. */
class OutageTest {

    private final List<Long> told = new CopyOnWriteArrayList<>();
    private final ChatId chat = newChat();
    private TestNode node;
    private LogFollower follower;

    @BeforeEach
    void openANodeAtWork() throws InterruptedException {
        node = TestNode.onFreshDatabase();
        node.jdbc.execute("CREATE TABLE followed (number bigserial, position bigint)");
        follower =
                node.follow(
                        "model",
                        batch ->
                                batch.forEach(event ->
                                        node.jdbc.update(
                                                "INSERT INTO followed (position) VALUES (?)",
                                                event.position())));
        node.tail(batch -> batch.forEach(event -> told.add(event.position())));
        node.appendMessages(chat, 0, 3);
        assertThat(follower.awaitPosition(3, Duration.ofSeconds(20))).isTrue();
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void everythingFlowsAgainAfterACrash() throws InterruptedException {
        TestDatabase.crash();
        try {
            assertThatThrownBy(() -> node.append(event(3, message(chat, "Refused"))))
                    .isInstanceOf(LogUnavailable.class);
            assertThat(follower.awaitPosition(4, Duration.ofMillis(500))).isFalse();
            assertThat(follower.isRunning()).isTrue();
        } finally {
            TestDatabase.restart();
        }

        appendOnceTheDatabaseIsBack();
        everythingHasArrived();
    }

    @Test
    void whatACrashTookFromAFollowerIsDoneAgainBeforeItSaysThatItIs() throws InterruptedException {
        TestDatabase.crash();
        TestDatabase.restart();

        assertThat(follower.awaitPosition(3, Duration.ofSeconds(20))).isTrue();
        assertThat(followed()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void everythingFlowsAgainAfterTheServerWasFrozen() {
        TestDatabase.freeze();
        try {
            assertThatThrownBy(() -> node.append(event(3, message(chat, "Unanswered"))))
                    .isInstanceOf(LogUnavailable.class);
        } finally {
            TestDatabase.thaw();
        }

        appendOnceTheDatabaseIsBack();
        everythingHasArrived();
    }

    /** A follower's work is what it commits; what a crash took along is done again. */
    private List<Long> followed() {
        return node.jdbc.queryForList("SELECT position FROM followed ORDER BY number", Long.class);
    }

    private void appendOnceTheDatabaseIsBack() {
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> {
                    long next = node.log.lastSequence(chat.toString()).orElseThrow() + 1;
                    node.append(event(next, message(chat, "Back")));
                    return true;
                });
    }

    private void everythingHasArrived() {
        List<Long> all = LongStream.rangeClosed(1, node.log.head()).boxed().toList();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    assertThat(followed()).containsExactlyElementsOf(all);
                    assertThat(told).containsExactlyElementsOf(all);
                });
        assertThat(node.jdbc.queryForObject("SELECT count(*) FROM parked_stream", Integer.class))
                .isZero();
    }
}
