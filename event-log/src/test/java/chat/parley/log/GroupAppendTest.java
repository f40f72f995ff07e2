package chat.parley.log;

import static chat.parley.log.TestNode.event;
import static chat.parley.log.TestNode.message;
import static chat.parley.log.TestNode.newChat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.parley.api.ChatEvent.MessageSent;
import chat.parley.api.ChatId;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Commands that come together are stored together, and none suffers for another. */
class GroupAppendTest {

    private TestNode node;

    @BeforeEach
    void open() {
        node = TestNode.onFreshDatabase();
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void whatComesWhileTheLogIsBusyIsStoredByOneCall() throws Exception {
        countInserts();

        List<Future<Void>> appends = whileTheLogIsBusy(() -> appendConcurrently(50));

        for (Future<Void> append : appends) {
            append.get();
        }
        assertThat(node.log.head()).isEqualTo(50);
        assertThat(node.readAll())
                .extracting(LoggedEvent::position)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 50).boxed().toList());
        // Those that came first went at once, all others together.
        assertThat(node.jdbc.queryForObject("SELECT count(*) FROM inserts", Integer.class))
                .isLessThanOrEqualTo(2);
    }

    @Test
    void aStaleCommandInABatchFailsAlone() throws Exception {
        ChatId chat = newChat();
        node.append(event(0, message(chat, "Known")));

        List<Future<Void>> appends =
                whileTheLogIsBusy(() ->
                        Stream.concat(
                                        appendConcurrently(5).stream(),
                                        Stream.of(
                                                append(0, chat, "Stale"), append(1, chat, "Fine")))
                                .toList());

        assertThatThrownBy(appends.get(5)::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(ConcurrencyException.class);
        assertThat(appends.stream().map(GroupAppendTest::failure))
                .filteredOn(Objects::nonNull)
                .hasSize(1);
        assertThat(node.log.head()).isEqualTo(7);
    }

    @Test
    void aRepeatedMessageInABatchIsAnsweredWithTheStoredOne() throws Exception {
        ChatId chat = newChat();
        UUID clientMessageId = UUID.randomUUID();
        node.append(event(0, message(chat, "Hello", clientMessageId)));

        List<Future<Void>> appends =
                whileTheLogIsBusy(() ->
                        Stream.concat(
                                        appendConcurrently(3).stream(),
                                        Stream.of(
                                                background(() ->
                                                        node.append(
                                                                event(
                                                                        1,
                                                                        message(
                                                                                chat,
                                                                                "Hello",
                                                                                clientMessageId))))))
                                .toList());

        assertThatThrownBy(appends.getLast()::get)
                .hasCauseInstanceOf(DuplicateMessage.class)
                .satisfies(failure ->
                        assertThat(((DuplicateMessage) failure.getCause()).stored().sequence())
                                .isZero());
        assertThat(appends.stream().map(GroupAppendTest::failure))
                .filteredOn(Objects::nonNull)
                .hasSize(1);
        assertThat(node.log.head()).isEqualTo(4);
    }

    @Test
    void onlyTheCommandThatTheDatabaseRefusesFails() throws Exception {
        node.jdbc.execute("ALTER TABLE event_log ADD CHECK (personal->>'content' <> 'poison')");

        List<Future<Void>> appends =
                whileTheLogIsBusy(() ->
                        Stream.of(
                                        appendConcurrently(6).stream(),
                                        Stream.of(append(0, newChat(), "poison")),
                                        appendConcurrently(6).stream())
                                .flatMap(futures -> futures)
                                .toList());

        assertThatThrownBy(appends.get(6)::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("23514")
                .hasMessageNotContaining("poison");
        for (Future<Void> append : appends) {
            if (append != appends.get(6)) {
                append.get();
            }
        }
        assertThat(node.log.head()).isEqualTo(12);
    }

    @Test
    void aBatchWhoseAnswerGotLostIsFoundOutAboutCommandByCommand() throws Exception {
        ChatId chat = newChat();
        node.append(event(0, message(chat, "Known")));
        node.jdbc.execute(
                "CREATE FUNCTION take_time() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                        + " PERFORM pg_sleep(2.3); RETURN NULL; END $$");
        List<String> contents = List.of("One", "Two", "Stale");
        HikariConfig impatient = new HikariConfig();
        node.dataSource.copyStateTo(impatient);
        impatient.setPoolName(null);
        impatient.addDataSourceProperty("socketTimeout", "1");
        try (TestNode client = new TestNode(new HikariDataSource(impatient))) {
            List<Future<Void>> appends =
                    whileTheLogIsBusy(() -> {
                        node.jdbc.execute(
                                "CREATE TRIGGER take_time AFTER INSERT ON event_log"
                                        + " FOR EACH STATEMENT EXECUTE FUNCTION take_time()");
                        return contents.stream()
                                .map(content ->
                                        message(
                                                content.equals("Stale") ? chat : newChat(),
                                                content))
                                .map(sent -> background(() -> client.append(event(0, sent))))
                                .toList();
                    });

            // Alone in its batch or not, each is told the truth.
            List<String> acknowledged = new ArrayList<>(List.of("Known"));
            for (int n = 0; n < contents.size(); n++) {
                Throwable failure = failure(appends.get(n));
                if (failure == null) {
                    acknowledged.add(contents.get(n));
                } else {
                    assertThat(failure)
                            .isInstanceOfAny(LogUnavailable.class, ConcurrencyException.class);
                }
            }
            assertThat(acknowledged).doesNotContain("Stale");
            assertThat(node.readAll())
                    .extracting(logged -> ((MessageSent) logged.event()).content())
                    .containsAll(acknowledged)
                    .doesNotContain("Stale");
        }
    }

    @Test
    void whoeverComesWhenTooManyWaitIsToldSoAtOnce() throws Exception {
        EventCodec codec = new EventCodec();
        EventAppender small = new EventAppender(node.dataSource, node.tail, codec, 10);
        List<Future<Void>> appends =
                whileTheLogIsBusy(() -> {
                    List<Future<Void>> many =
                            IntStream.range(0, 40)
                                    .mapToObj(_ ->
                                            background(() ->
                                                    small.append(
                                                            PendingAppend.of(
                                                                    List.of(
                                                                            event(
                                                                                    0,
                                                                                    message(
                                                                                            newChat(),
                                                                                            "Hello"))),
                                                                    codec))))
                                    .toList();
                    await().until(() -> many.stream().filter(Future::isDone).count() >= 19);
                    return many;
                });

        List<Throwable> failures =
                appends.stream().map(GroupAppendTest::failure).flatMap(Stream::ofNullable).toList();
        assertThat(failures)
                .hasSizeBetween(19, 30)
                .allSatisfy(failure ->
                        assertThat(failure)
                                .isInstanceOf(LogUnavailable.class)
                                .hasMessageContaining("Too much waits"));
        assertThat(node.log.head()).isEqualTo(40 - failures.size());
    }

    private static Throwable failure(Future<Void> append) {
        try {
            append.get();
            return null;
        } catch (ExecutionException failure) {
            return failure.getCause();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets appends gather behind the lock that each of them needs, then lets them go. */
    private List<Future<Void>> whileTheLogIsBusy(Supplier<List<Future<Void>>> appends)
            throws SQLException {
        List<Future<Void>> started;
        try (Connection connection = node.dataSource.getConnection()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("SELECT lock_event_log()");
            started = appends.get();
            await().until(() ->
                    node.jdbc.queryForObject(
                                    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
                                            + " AND NOT granted",
                                    Integer.class)
                            == 1);
            await().pollDelay(Duration.ofMillis(200)).until(() -> true);
            connection.rollback();
        }
        return started;
    }

    private List<Future<Void>> appendConcurrently(int count) {
        return IntStream.range(0, count).mapToObj(_ -> append(0, newChat(), "Hello")).toList();
    }

    private Future<Void> append(long sequence, ChatId chat, String content) {
        return background(() -> node.append(event(sequence, message(chat, content))));
    }

    private static Future<Void> background(Runnable append) {
        return CompletableFuture.runAsync(append, Thread::startVirtualThread);
    }

    private void countInserts() {
        node.jdbc.execute("CREATE TABLE inserts (at timestamptz DEFAULT now())");
        node.jdbc.execute(
                "CREATE FUNCTION count_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                        + " INSERT INTO inserts DEFAULT VALUES; RETURN NULL; END $$");
        node.jdbc.execute(
                "CREATE TRIGGER count_insert AFTER INSERT ON event_log FOR EACH STATEMENT"
                        + " EXECUTE FUNCTION count_insert()");
    }
}
