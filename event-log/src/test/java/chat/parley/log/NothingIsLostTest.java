package chat.parley.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.parley.api.ChatId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Two nodes write and follow while the database stalls, loses connections and is killed: what was
 * acknowledged is stored, and what is stored reaches everybody once and in order.
 */
class NothingIsLostTest {

    private static final int WRITERS = 16;
    private static final int CHATS = 40;
    private static final int ROUNDS = Integer.getInteger("fault.rounds", 5);
    private static final Duration TIME = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final long seed = ThreadLocalRandom.current().nextLong();
    private final Random random = new Random(seed);
    private final List<ChatId> sharedChats =
            IntStream.range(0, CHATS).mapToObj(_ -> TestNode.newChat()).toList();
    private final List<Long> tailHere = new CopyOnWriteArrayList<>();
    private final List<Long> tailThere = new CopyOnWriteArrayList<>();
    private TestNode here;
    private TestNode there;
    private LogChecker checker;
    private List<LogWriter> writers;
    private volatile boolean over;

    @BeforeEach
    void openTwoNodes() {
        System.out.println("seed " + seed);
        here = TestNode.onFreshDatabase();
        there = here.second();
        checker = new LogChecker(here.jdbc);
        here.jdbc.execute("CREATE TABLE given (number bigserial, reader text, position bigint)");
    }

    @AfterEach
    void close() {
        there.close();
        here.close();
    }

    @Test
    void everyCommittedEventReachesEveryReaderOnceAndInOrder() throws Exception {
        everybodyWritesTo(() -> sharedChats);
        appendsStallNowAndThen();
        readersFollow();

        whileEverybodyWrites(() -> {
            long end = System.nanoTime() + TIME.toNanos();
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(Duration.ofMillis(random.nextInt(200)).toNanos());
                killAConnection();
            }
        });

        checker.check(commands(), PATIENCE);
        assertThat(answers(LogWriter.Answer.STORED)).isGreaterThan(100);
        assertThat(answers(LogWriter.Answer.REFUSED)).isPositive();
    }

    @Test
    void whatWasAcknowledgedBeforeADatabaseIsKilledIsThereAfterwards() throws Exception {
        everybodyWritesTo(() -> sharedChats);
        readersFollow();

        whileEverybodyWrites(() -> {
            for (int round = 1; round <= ROUNDS; round++) {
                LockSupport.parkNanos(Duration.ofMillis(200 + random.nextInt(600)).toNanos());
                TestDatabase.crash();
                TestDatabase.restart();
            }
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        });

        // The pool tries again after pauses that grew.
        await().atMost(PATIENCE).ignoreExceptions().until(() -> here.log.head() > 0);
        checker.check(commands(), PATIENCE);
        assertThat(answers(LogWriter.Answer.UNKNOWN)).as("commands cut off").isPositive();
    }

    /** Shows that the check can fail: numbers drawn before the commit, as others draw them. */
    @Test
    void aLogThatGivesPositionsWithoutTheLockIsFoundOut() throws Exception {
        everybodyWritesTo(() -> List.of(TestNode.newChat()));
        appendsStallNowAndThen();
        positionsAreDrawnWithoutTheLock();
        readersFollow();

        whileEverybodyWrites(() -> LockSupport.parkNanos(TIME.toNanos()));

        assertThatThrownBy(() -> checker.check(commands(), Duration.ofSeconds(3)))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(this::tailsWereGivenEverything)
                .as("a reader that has missed an event")
                .isInstanceOf(AssertionError.class);
    }

    private void everybodyWritesTo(Supplier<List<ChatId>> chats) {
        writers =
                IntStream.range(0, WRITERS)
                        .mapToObj(n ->
                                new LogWriter(
                                        n % 2 == 0 ? here : there,
                                        chats.get(),
                                        random.nextLong(),
                                        () -> over))
                        .toList();
    }

    private void tailsWereGivenEverything() {
        List<Long> all =
                here.jdbc.queryForList(
                        "SELECT position FROM event_log ORDER BY position", Long.class);
        assertThat(tailHere).containsExactlyElementsOf(all);
        assertThat(tailThere).containsExactlyElementsOf(all);
    }

    private void readersFollow() {
        here.tail(batch -> batch.forEach(event -> tailHere.add(event.position())));
        there.tail(batch -> batch.forEach(event -> tailThere.add(event.position())));
        here.follow("quick", note(here, "quick", Duration.ZERO));
        there.follow("quick", note(there, "quick", Duration.ZERO));
        there.follow("slow", note(there, "slow", Duration.ofMillis(25)));
        checker.reader("the tail here", () -> tailHere);
        checker.reader("the tail there", () -> tailThere);
        checker.reader("the quick follower", () -> given("quick"));
        checker.reader("the slow follower", () -> given("slow"));
    }

    /** A follower's work is what it commits: a batch whose transaction broke off did not happen. */
    private static EventBatchHandler note(TestNode node, String reader, Duration pause) {
        return batch -> {
            LockSupport.parkNanos(pause.toNanos());
            node.jdbc.update(
                    "INSERT INTO given (reader, position) SELECT ?, unnest(?::bigint[])",
                    reader,
                    batch.stream()
                            .map(LoggedEvent::position)
                            .toList()
                            .toString()
                            .replace('[', '{')
                            .replace(']', '}'));
        };
    }

    private List<Long> given(String reader) {
        return here.jdbc.queryForList(
                "SELECT position FROM given WHERE reader = ? ORDER BY number", Long.class, reader);
    }

    private interface Trouble {
        void make() throws Exception;
    }

    private void whileEverybodyWrites(Trouble trouble) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writing = new ArrayList<>();
            writers.forEach(writer -> writing.add(threads.submit(writer)));
            try {
                trouble.make();
            } finally {
                over = true;
            }
            for (Future<?> writer : writing) {
                writer.get();
            }
        }
    }

    private List<LogWriter.Command> commands() {
        return writers.stream().flatMap(writer -> writer.commands().stream()).toList();
    }

    private long answers(LogWriter.Answer answer) {
        return commands().stream().filter(command -> command.answer() == answer).count();
    }

    private void killAConnection() {
        here.jdbc.queryForList(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                        + " AND state <> 'idle' ORDER BY random() LIMIT 1");
    }

    private void appendsStallNowAndThen() {
        here.jdbc.execute(
                "CREATE FUNCTION stall() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                        + " IF random() < 0.3 THEN PERFORM pg_sleep(random() * 0.04); END IF;"
                        + " RETURN NULL; END $$");
        here.jdbc.execute(
                "CREATE TRIGGER stall AFTER INSERT ON event_log FOR EACH STATEMENT"
                        + " EXECUTE FUNCTION stall()");
    }

    private void positionsAreDrawnWithoutTheLock() {
        // A batch has 500 events at most.
        here.jdbc.execute("CREATE SEQUENCE drawn_position INCREMENT 500");
        List<String> functions =
                here.jdbc.queryForList(
                        "SELECT pg_get_functiondef(oid) FROM pg_proc"
                                + " WHERE proname IN ('append_events', 'append_events_in_turn')",
                        String.class);
        assertThat(functions).hasSize(2);
        for (String locked : functions) {
            String unlocked =
                    locked.replace("PERFORM lock_event_log();", "")
                            .replace(
                                    "first_position := head_position + 1;",
                                    "first_position := nextval('drawn_position');"
                                            + " head_position := first_position - 1;");
            assertThat(unlocked).doesNotContain("lock_event_log").contains("nextval");
            here.jdbc.execute(unlocked);
        }
    }
}
