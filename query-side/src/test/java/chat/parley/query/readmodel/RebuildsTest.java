package chat.parley.query.readmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Actor;
import chat.parley.api.ChatEvent.ChatErased;
import chat.parley.api.ChatId;
import chat.parley.api.ConversationView;
import chat.parley.api.InboxItem;
import chat.parley.api.MessagePage;
import chat.parley.api.MessageView;
import chat.parley.api.ReadModelProof;
import chat.parley.api.ReadModelStatus;
import chat.parley.log.LongWork;
import chat.parley.log.TestDatabase;
import chat.parley.query.QueryNode;
import chat.parley.query.RandomChats;
import chat.parley.query.conversation.Conversations;
import chat.parley.query.inbox.Inbox;
import chat.parley.query.proof.ReadModelProofs;

import com.zaxxer.hikari.HikariDataSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

class RebuildsTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final List<String> BOTH = List.of("conversation", "inbox");
    private static final Actor ADMIN = Actor.admin(UUID.randomUUID(), "Mara", "mara@example.com");

    private QueryNode node;
    private QueryNode other;
    private JdbcTemplate jdbc;
    private final RandomChats chats = new RandomChats(61, 4);

    @BeforeEach
    void start() {
        node = new QueryNode();
        other = node.second();
        jdbc = new JdbcTemplate(node.database());
        happen(300);
    }

    @AfterEach
    void stop() {
        other.close();
        node.close();
    }

    @Test
    void afterARebuildEverythingIsAsBefore() {
        List<ConversationView> conversations = conversations(node);
        List<InboxItem> inbox = inbox(node);
        List<Map<String, Object>> tables = tables();
        long head = node.log().head();

        begin(node, "conversation", "inbox");
        awaitLive();

        assertThat(conversations(other)).isEqualTo(conversations);
        assertThat(inbox(other)).isEqualTo(inbox);
        assertThat(tables()).isEqualTo(tables);
        assertThat(node.log().head()).isEqualTo(head);
        assertThat(generations()).containsOnly(2);
    }

    @Test
    void aRebuildIsProvedAndTheResultKeptAlsoIfAnotherProofIsStillUnderWay() {
        // As a proof does that began before the swap, on any node.
        new TransactionTemplate(new JdbcTransactionManager(node.database()))
                .executeWithoutResult(_ -> {
                    jdbc.execute(
                            "SELECT pg_advisory_xact_lock("
                                    + "hashtextextended('read_model_proof inbox', 0))");
                    begin(other, "inbox", "conversation");
                    await().atMost(SOON).until(() -> generation("inbox") == 2);
                    pause(Duration.ofMillis(200));
                });

        for (String readModel : BOTH) {
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(node.get(ReadModelProofs.class).last(readModel))
                                    .hasValueSatisfying(proof -> {
                                        assertThat(proof.equal()).isTrue();
                                        assertThat(proof.position()).isEqualTo(300);
                                        assertThat(proof.chats()).isEqualTo(4);
                                    }));
        }
        awaitLive();
    }

    @Test
    void aRebuildWhoseNodeEndedBeforeTheProofIsProvedByAnother() {
        begin(node, "inbox");
        awaitProof("inbox");
        ReadModelProof before = proofOf("inbox");

        // All that such a node leaves behind, and so does a rebuild while no server runs.
        jdbc.update("UPDATE log_follower SET rebuilt_at = now() WHERE name = 'inbox'");

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(proofOf("inbox").provedAt()).isAfter(before.provedAt()));
        assertThat(proofOf("inbox").equal()).isTrue();
        awaitLive();
    }

    private void awaitProof(String readModel) {
        await().atMost(SOON)
                .until(() -> node.get(ReadModelProofs.class).last(readModel).isPresent());
    }

    private ReadModelProof proofOf(String readModel) {
        return node.get(ReadModelProofs.class).last(readModel).orElseThrow();
    }

    @Test
    void whoIsErasedDuringARebuildIsForgottenByTheNewGenerationToo() {
        ChatId chat = chats.chats().getFirst();
        Instant erased = Instant.parse("2026-11-23T10:00:00Z");
        whileNoSwapCanHappen(
                "conversation",
                () ->
                        whileNoSwapCanHappen(
                                "inbox",
                                () -> {
                                    begin(node, "conversation");
                                    begin(other, "inbox");
                                    await().atMost(SOON)
                                            .ignoreExceptions()
                                            .until(() ->
                                                    BOTH.stream().allMatch(this::isNextComplete));
                                    node.append(new ChatErased(chat, ADMIN, erased));
                                }));
        awaitLive();

        assertThat(generations()).containsOnly(2);
        catchUp(node);
        assertThat(node.get(Conversations.class).find(chat, MessagePage.newest(10_000)))
                .hasValueSatisfying(view -> {
                    assertThat(view.erasedAt()).isEqualTo(erased);
                    assertThat(view.userId()).isNull();
                    assertThat(view.userName()).isNull();
                    assertThat(view.messages()).isNotEmpty();
                    assertThat(view.messages())
                            .extracting(MessageView::content)
                            .containsOnlyNulls();
                });
        assertThat(node.get(Inbox.class).items(List.of(chat.value())))
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.erased()).isTrue();
                    assertThat(item.userName()).isNull();
                    assertThat(item.lastMessagePreview()).isNull();
                });
        assertThat(node.get(Inbox.class).page(true, "order", null, 10_000).items())
                .extracting(InboxItem::id)
                .doesNotContain(chat.value());
    }

    @Test
    void nobodyWaitsForARebuildThatLacksAConnectionToSwapOn() throws SQLException {
        HikariDataSource longWork = (HikariDataSource) node.get(LongWork.class).connections();
        Deque<Connection> taken = new ArrayDeque<>();
        try {
            while (taken.size() < longWork.getMaximumPoolSize() - 1) {
                taken.add(longWork.getConnection());
            }
            begin(node, "inbox");
            await().atMost(SOON).until(() -> status(node, "inbox").position() >= 300);
            for (int n = 0; n < 20; n++) {
                readAtOnce();
                pause(Duration.ofMillis(100));
            }
            assertThat(status(node, "inbox").state()).isEqualTo("rebuilding");

            // As many are taken by a proof of each read model.
            while (taken.size() > BOTH.size()) {
                taken.remove().close();
            }
            await().atMost(SOON)
                    .until(() -> {
                        readAtOnce();
                        return generation("inbox") == 2;
                    });
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }
    }

    @Test
    void whatIsWrongInARowIsMadeGood() {
        List<InboxItem> inbox = inbox(node);
        jdbc.update("UPDATE inbox.chat SET message_count = 77, user_name = 'Eve'");

        begin(node, "inbox");
        awaitLive();

        assertThat(inbox(node)).isEqualTo(inbox);
        assertThat(generation("conversation")).isEqualTo(1);
    }

    @Test
    void liveReadModelsTellWhereTheyAre() {
        catchUp(node);
        assertThat(node.get(Rebuilds.class).statuses())
                .extracting(ReadModelStatus::name)
                .containsExactly("conversation", "inbox");
        assertThat(node.get(Rebuilds.class).statuses())
                .allSatisfy(status -> {
                    assertThat(status.state()).isEqualTo("live");
                    assertThat(status.position()).isEqualTo(300);
                    assertThat(status.head()).isEqualTo(300);
                    assertThat(status.lagEvents()).isZero();
                    assertThat(status.progress()).isEqualTo(1);
                    assertThat(status.etaSeconds()).isNull();
                    assertThat(status.rebuiltAt()).isNull();
                });
    }

    @Test
    void whileOneIsRebuiltNoNodeBeginsAnother() {
        whileNoSwapCanHappen(
                "conversation",
                () -> {
                    begin(node, "conversation");

                    assertThatThrownBy(() -> begin(node, "conversation"))
                            .isInstanceOf(RebuildUnderWay.class);
                    assertThatThrownBy(() -> begin(other, "conversation"))
                            .isInstanceOf(RebuildUnderWay.class);
                    assertThatThrownBy(() -> begin(other, "inbox", "conversation"))
                            .isInstanceOf(RebuildUnderWay.class);
                    assertThat(status(other, "inbox").state()).isEqualTo("live");
                    begin(other, "inbox");
                    await().atMost(SOON).until(() -> status(node, "inbox").rebuiltAt() != null);
                    assertThat(status(other, "conversation").state()).isEqualTo("rebuilding");
                });
        awaitLive();
    }

    @Test
    void aRebuildThatCannotBeAnnouncedDoesNotBegin() {
        assertThatThrownBy(() ->
                        node.get(Rebuilds.class)
                                .begin(
                                        BOTH,
                                        name -> {
                                            if (name.equals("inbox")) {
                                                throw new IllegalStateException("The log is away");
                                            }
                                        }))
                .hasMessage("The log is away");

        assertThat(status(node, "conversation").state()).isEqualTo("live");
        assertThat(status(node, "inbox").state()).isEqualTo("live");
        assertThat(generations()).containsOnly(1);
    }

    @Test
    void theOldGenerationAnswersAndKeepsUpWhileTheNewOneIsBuilt() {
        // A reader that takes long would miss rows in the new tables, so it is waited for.
        try (HikariDataSource elsewhere = TestDatabase.another(node.database())) {
            JdbcTemplate reader = new JdbcTemplate(elsewhere);
            TransactionTemplate reading =
                    new TransactionTemplate(new JdbcTransactionManager(elsewhere));
            reading.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
            reading.executeWithoutResult(_ -> {
                long before = messages(reader);
                pause(Duration.ofMillis(2_500));
                begin(other, "conversation");
                for (int n = 0; n < 5; n++) {
                    happen(20);
                    catchUp(node);
                    catchUp(other);
                    pause(Duration.ofMillis(300));
                }
                assertThat(status(node, "conversation").state()).isEqualTo("rebuilding");
                assertThat(messages(reader)).isEqualTo(before);
            });
        }
        awaitLive();
        assertThat(generation("conversation")).isEqualTo(2);
    }

    @Test
    void everyNodeTellsHowItGetsOnAndThatItIsLiveAgain() {
        List<ReadModelStatus> here = new CopyOnWriteArrayList<>();
        List<ReadModelStatus> there = new CopyOnWriteArrayList<>();
        node.get(ReadModelWatch.class).onProgress(here::add);
        other.get(ReadModelWatch.class).onProgress(there::add);

        whileNoSwapCanHappen(
                "inbox",
                () -> {
                    begin(node, "inbox");
                    pause(Duration.ofMillis(1_700));
                });
        awaitLive();

        await().atMost(SOON)
                .until(() ->
                        Stream.of(here, there)
                                .allMatch(told -> told.getLast().state().equals("live")));
        pause(Duration.ofMillis(1_200));
        for (List<ReadModelStatus> told : List.of(here, there)) {
            assertThat(told).extracting(ReadModelStatus::name).containsOnly("inbox");
            assertThat(told.getLast().progress()).isEqualTo(1);
            assertThat(told.getLast().rebuiltAt()).isNotNull();
            assertThat(told.subList(0, told.size() - 1))
                    .hasSizeBetween(3, 8)
                    .extracting(ReadModelStatus::state)
                    .containsOnly("rebuilding");
            assertThat(told).extracting(ReadModelStatus::position).isSorted();
        }
    }

    @Test
    void aListenerThatFailsIsToldOfTheNextRebuild() {
        List<ReadModelStatus> told = new CopyOnWriteArrayList<>();
        node.get(ReadModelWatch.class)
                .onProgress(status -> {
                    told.add(status);
                    throw new IllegalStateException("One who does not listen");
                });
        begin(node, "inbox");
        await().atMost(SOON).until(() -> !told.isEmpty());
        awaitLive();

        begin(node, "inbox");
        awaitLive();

        Instant rebuiltAt = status(node, "inbox").rebuiltAt();
        await().atMost(SOON).until(() -> rebuiltAt.equals(told.getLast().rebuiltAt()));
    }

    @Test
    void aSwapThatTheDatabaseForbidsIsNotTriedForEver() {
        jdbc.execute(
                """
                CREATE FUNCTION forbid() RETURNS event_trigger LANGUAGE plpgsql
                    AS 'BEGIN RAISE insufficient_privilege; END';
                CREATE EVENT TRIGGER forbid ON ddl_command_start
                    WHEN TAG IN ('ALTER SCHEMA') EXECUTE FUNCTION forbid();
                """);

        begin(node, "inbox");
        awaitLive();

        assertThat(schemas()).containsExactly("conversation", "inbox");
        assertThat(generation("inbox")).isEqualTo(1);
    }

    @Test
    void aRebuildWhoseConnectionsBreakGoesOnOrIsDropped() {
        List<InboxItem> inbox = inbox(node);
        whileNoSwapCanHappen(
                "inbox",
                () -> {
                    begin(node, "inbox");
                    pause(Duration.ofMillis(200));
                    jdbc.queryForList(
                            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                    + " WHERE application_name = ? AND datname = current_database()",
                            LongWork.APPLICATION_NAME);
                    assertThat(inbox(other)).isEqualTo(inbox);
                });
        awaitLive();

        assertThat(inbox(node)).isEqualTo(inbox);
        await().atMost(SOON).until(() -> schemas().equals(BOTH));
        begin(other, "inbox");
        awaitLive();
        assertThat(inbox(node)).isEqualTo(inbox);
    }

    @Test
    void whatANodeThatIsGoneHasBegunIsRemovedByAnother() {
        List<InboxItem> inbox = inbox(node);
        jdbc.update(
                "INSERT INTO read_model_rebuild (read_model, node, alive_at)"
                        + " VALUES ('inbox', gen_random_uuid(), now() - interval '21 seconds')");
        jdbc.update("INSERT INTO log_follower (name, position) VALUES ('inbox_next', 7)");
        jdbc.execute("CREATE SCHEMA inbox_next");
        jdbc.execute("CREATE TABLE inbox_next.chat (LIKE inbox.chat)");
        assertThat(status(node, "inbox").state()).isEqualTo("rebuilding");

        await().atMost(SOON).until(() -> status(node, "inbox").state().equals("live"));

        assertThat(schemas()).containsExactly("conversation", "inbox");
        assertThat(jdbc.queryForList("SELECT name FROM log_follower ORDER BY name", String.class))
                .containsExactly("conversation", "inbox");
        assertThat(inbox(node)).isEqualTo(inbox);
    }

    @Test
    void aClaimIsRenewedAsLongAsItsNodeIsAtWork() {
        whileNoSwapCanHappen(
                "inbox",
                () -> {
                    begin(node, "inbox");
                    jdbc.update(
                            "UPDATE read_model_rebuild SET alive_at = now() - interval '6 seconds'");
                    await().atMost(SOON).until(() -> silence("inbox") < 6);
                    assertThat(status(other, "inbox").state()).isEqualTo("rebuilding");
                });
        awaitLive();
        assertThat(generation("inbox")).isEqualTo(2);
    }

    @Test
    void aRebuildThatHasCaughtUpIsNotOverYet() {
        whileNoSwapCanHappen(
                "inbox",
                () -> {
                    begin(node, "inbox");
                    await().atMost(SOON)
                            .untilAsserted(() -> {
                                ReadModelStatus status = status(other, "inbox");
                                assertThat(status.lagEvents()).isZero();
                                assertThat(status.state()).isEqualTo("rebuilding");
                                assertThat(status.progress()).isEqualTo(0.99);
                                assertThat(status.etaSeconds()).isNull();
                            });
                });
        awaitLive();
        assertThat(status(other, "inbox").progress()).isEqualTo(1);
    }

    @Test
    void aNodeThatStopsRemovesWhatItHasBegun() {
        QueryNode third = node.second();
        whileNoSwapCanHappen(
                "inbox",
                () -> {
                    begin(third, "conversation", "inbox");
                    await().atMost(SOON).until(() -> generation("conversation") == 2);
                    third.close();
                    assertThat(status(node, "inbox").state()).isEqualTo("live");
                });
        await().atMost(SOON).until(() -> schemas().equals(BOTH));
        assertThat(generation("inbox")).isEqualTo(1);
    }

    @Test
    void whatARebuildCannotGoOnWithIsParkedInTheNewGenerationOnly() {
        ChatId chat = chats.chats().getFirst();
        jdbc.update(
                "INSERT INTO parked_stream (follower, stream, from_sequence, reason)"
                        + " VALUES ('inbox', ?, 0, 'long ago')",
                "00000000-0000-0000-0000-000000000000");
        jdbc.execute("ALTER TABLE event_log DISABLE TRIGGER USER");
        jdbc.update(
                "UPDATE event_log SET payload = '{}' WHERE stream = ? AND sequence = 3",
                chat.toString());

        begin(node, "inbox");
        awaitLive();

        assertThat(jdbc.queryForList("SELECT follower, stream, from_sequence FROM parked_stream"))
                .containsExactly(
                        Map.of(
                                "follower",
                                "inbox",
                                "stream",
                                chat.toString(),
                                "from_sequence",
                                3L));
    }

    private boolean isNextComplete(String readModel) {
        return jdbc.queryForObject(
                        "SELECT count(*) FROM %s_next.message".formatted(readModel), Long.class)
                .equals(
                        jdbc.queryForObject(
                                "SELECT count(*) FROM %s.message".formatted(readModel),
                                Long.class));
    }

    private void readAtOnce() {
        happen(1);
        long began = System.nanoTime();
        catchUp(node);
        catchUp(other);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isLessThan(Duration.ofMillis(1_500));
    }

    private void happen(int events) {
        for (int n = 0; n < events; n++) {
            node.append(chats.next());
        }
    }

    private static void begin(QueryNode on, String... readModels) {
        on.get(Rebuilds.class).begin(List.of(readModels), _ -> {});
    }

    /** Keeps the live generation's row, which a swap needs. */
    private void whileNoSwapCanHappen(String readModel, Runnable work) {
        catchUp(node);
        catchUp(other);
        new TransactionTemplate(new JdbcTransactionManager(node.database()))
                .executeWithoutResult(_ -> {
                    jdbc.queryForList(
                            "SELECT name FROM log_follower WHERE name = ? FOR UPDATE", readModel);
                    elsewhere(work);
                });
    }

    /** On a thread of its own, so that it is in no transaction. */
    private static void elsewhere(Runnable work) {
        List<Throwable> failures = new ArrayList<>();
        Thread thread = Thread.ofVirtual().unstarted(work);
        thread.setUncaughtExceptionHandler((_, failure) -> failures.add(failure));
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        assertThat(failures).isEmpty();
    }

    private void awaitLive() {
        await().atMost(SOON)
                .until(() ->
                        node.get(Rebuilds.class).statuses().stream()
                                .noneMatch(ReadModelStatus::beingRebuilt));
    }

    private static ReadModelStatus status(QueryNode on, String readModel) {
        return on.get(Rebuilds.class).statuses().stream()
                .filter(status -> status.name().equals(readModel))
                .findFirst()
                .orElseThrow();
    }

    private List<Integer> generations() {
        return jdbc.queryForList("SELECT generation FROM log_follower", Integer.class);
    }

    private int generation(String readModel) {
        return jdbc.queryForObject(
                "SELECT generation FROM log_follower WHERE name = ?", Integer.class, readModel);
    }

    /** For how many seconds nobody has said that its node is at work. */
    private double silence(String readModel) {
        return jdbc.queryForObject(
                "SELECT extract(epoch FROM clock_timestamp() - alive_at) FROM read_model_rebuild"
                        + " WHERE read_model = ?",
                Double.class,
                readModel);
    }

    private List<String> schemas() {
        return jdbc.queryForList(
                "SELECT nspname FROM pg_namespace"
                        + " WHERE nspname ~ '^(inbox|conversation)' ORDER BY nspname",
                String.class);
    }

    /** Columns, keys and indexes with their names, and settings. */
    private List<Map<String, Object>> tables() {
        return jdbc.queryForList(
                """
                SELECT table_schema, table_name, ordinal_position || column_name AS what,
                    data_type || is_nullable || coalesce(column_default, '') AS how
                FROM information_schema.columns WHERE table_schema IN ('conversation', 'inbox')
                UNION ALL
                SELECT schemaname, tablename, indexname, indexdef
                FROM pg_indexes WHERE schemaname IN ('conversation', 'inbox')
                UNION ALL
                SELECT relnamespace::regnamespace::text, relname, 'settings', reloptions::text
                FROM pg_class WHERE relnamespace::regnamespace::text IN ('conversation', 'inbox')
                    AND reloptions IS NOT NULL
                UNION ALL
                SELECT table_schema, table_name, constraint_name, constraint_type
                FROM information_schema.table_constraints
                WHERE table_schema IN ('conversation', 'inbox') AND constraint_type <> 'CHECK'
                ORDER BY 1, 2, 3, 4
                """);
    }

    private static long messages(JdbcTemplate reader) {
        return reader.queryForObject("SELECT count(*) FROM conversation.message", Long.class);
    }

    private static void catchUp(QueryNode on) {
        BOTH.forEach(on.get(ReadModels.class)::awaitNewest);
    }

    private List<ConversationView> conversations(QueryNode on) {
        catchUp(on);
        return chats.chats().stream()
                .map(chat ->
                        on.get(Conversations.class)
                                .find(chat, MessagePage.newest(10_000))
                                .orElseThrow())
                .toList();
    }

    private static List<InboxItem> inbox(QueryNode on) {
        catchUp(on);
        List<InboxItem> all = new ArrayList<>();
        for (boolean archived : new boolean[] {false, true}) {
            all.addAll(on.get(Inbox.class).page(archived, null, null, 10_000).items());
        }
        return all;
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
