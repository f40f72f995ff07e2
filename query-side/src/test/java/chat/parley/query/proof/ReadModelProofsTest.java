package chat.parley.query.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.api.Actor;
import chat.parley.api.ChatEvent;
import chat.parley.api.ChatEvent.ChatStarted;
import chat.parley.api.ChatEvent.MessageSent;
import chat.parley.api.ChatId;
import chat.parley.api.ReadModelProof;
import chat.parley.api.ReadModelProof.Difference;
import chat.parley.log.LogTail;
import chat.parley.query.QueryNode;
import chat.parley.query.RandomChats;
import chat.parley.query.readmodel.OfflineRebuild;
import chat.parley.query.readmodel.Projection;
import chat.parley.query.readmodel.ReadModels;
import chat.parley.query.readmodel.SqlBatch;
import chat.parley.query.readmodel.SqlStatement;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

class ReadModelProofsTest {

    private static final Instant AT = Instant.parse("2026-11-22T10:15:30.123Z");

    private static final RandomChats chats = new RandomChats(7, 4);
    private static QueryNode node;
    private static JdbcTemplate jdbc;
    private static ReadModelProofs proofs;

    @BeforeAll
    static void somethingHappens() {
        node = new QueryNode();
        // Each test breaks something and rebuilds it, and asks for the proofs by itself.
        node.get(DueProofs.class).stop();
        jdbc = new JdbcTemplate(node.database());
        proofs = node.get(ReadModelProofs.class);
        for (int n = 0; n < 300; n++) {
            node.append(chats.next());
        }
        catchUp();
    }

    @AfterAll
    static void close() {
        node.close();
    }

    @AfterEach
    void mendWhatTheTestBroke() {
        rebuild(List.copyOf(node.getAll(Projection.class)));
        jdbc.update("delete from read_model_proof");
    }

    private static void rebuild(List<Projection> projections) {
        node.get(ReadModels.class).stop();
        new OfflineRebuild(projections, node.database(), node.get(LogTail.class))
                .run((_, _, _) -> {});
        node.get(ReadModels.class).start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"conversation", "inbox"})
    void aReadModelHoldsWhatTheLogSays(String readModel) {
        ReadModelProof proof = proofs.prove(readModel);

        assertThat(proof.firstDifference()).isNull();
        assertThat(proof.equal()).isTrue();
        assertThat(proof.name()).isEqualTo(readModel);
        assertThat(proof.position()).isEqualTo(node.log().head());
        assertThat(proof.chats()).isEqualTo(chatsInTheLog());
        assertThat(proof.parked()).isZero();
        assertThat(proofs.last(readModel)).contains(proof);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Straße, STRASSE; ﬁne ΣΊΣΥΦΟΣ Σίσυφος",
                "é e\u0301 İstanbul ıi 𝒜lpha x²",
                "a.b@c-d.example/path?q=1 don't",
                "नमस्ते 你好 ١٢٣ Ⅷ ½",
                "\u0301 \u200b😀👩‍👩‍👧 …"
            })
    void strangeWordsAreFoundInBothWays(String text) {
        ChatId chat = new ChatId(UUID.randomUUID());
        Actor user = Actor.user(chat, text, null);
        node.append(new ChatStarted(chat, user, AT, "host-" + chat, text, "x@" + text, AT));
        node.append(message(chat, user, 1, text), message(chat, user, 2, text.repeat(60)));
        catchUp();

        assertThat(proofs.prove("inbox").firstDifference()).isNull();
        assertThat(proofs.prove("conversation").firstDifference()).isNull();
    }

    @Test
    void whatWasForgottenIsMissedNowhere() {
        ChatId chat = new ChatId(UUID.randomUUID());
        Actor nobody = Actor.user(chat, null, null);
        node.append(new ChatStarted(chat, nobody, AT, null, null, null, AT));
        node.append(message(chat, nobody, 1, null));
        catchUp();

        assertThat(proofs.prove("inbox").firstDifference()).isNull();
        assertThat(proofs.prove("conversation").firstDifference()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "conversation | chat | user_read_up_to = user_read_up_to + 1",
                "conversation | chat | user_email = 'someone@example.com'",
                "conversation | chat | archived_at = '2020-01-01'",
                "conversation | chat | updated_at = updated_at + interval '1 ms'",
                "conversation | message | content = 'Other'",
                "conversation | message | read_at = '2020-01-01'",
                "conversation | message | sender_type = 'system'",
                "inbox | chat | unread_count = unread_count + 1",
                "inbox | chat | last_message_preview = 'something'",
                "inbox | chat | message_count = 0",
                "inbox | message | words = ''",
                "inbox | message | from_user = not from_user",
                "inbox | user_words | words = '''other'''"
            })
    void aBrokenColumnIsNamed(String readModel, String table, String change) {
        String chat = anyChat();
        String row = table.equals("message") ? " and sequence = 3" : "";
        jdbc.update(
                "update %s.%s set %s where chat_id::text = ?%s"
                        .formatted(readModel, table, change, row),
                chat);

        ReadModelProof proof = proofs.prove(readModel);

        assertThat(proof.equal()).isFalse();
        Difference difference = proof.firstDifference();
        assertThat(difference.chatId()).hasToString(chat);
        assertThat(difference.what())
                .endsWith(readModel + "." + table + "." + change.replaceAll(" .*", ""));
        if (table.equals("message")) {
            assertThat(difference.what()).contains("message 3");
        }
        assertThat(proofs.last(readModel)).contains(proof);
    }

    @ParameterizedTest
    @CsvSource({
        "conversation, MessagesRead, conversation.chat.user_read_up_to",
        "conversation, ChatArchived, conversation.chat.archived_at",
        "inbox, ChatViewed, inbox.chat.admin_viewed_up_to",
        "inbox, ChatArchived, inbox.chat.archived_at",
        "inbox, UserDetailsChanged, inbox.chat.user_email"
    })
    void aProjectionThatLeavesAnEventOutIsFound(String readModel, String event, String difference) {
        rebuild(
                node.getAll(Projection.class).stream()
                        .filter(projection -> projection.name().equals(readModel))
                        .<Projection>map(projection -> new LeavingOut(projection, event))
                        .toList());

        assertThat(proofs.prove(readModel).firstDifference().what()).contains(difference);
    }

    private record LeavingOut(Projection whole, String leftOut) implements Projection {

        @Override
        public String name() {
            return whole.name();
        }

        @Override
        public List<SqlStatement> statements() {
            return whole.statements();
        }

        @Override
        public void project(ChatEvent event, SqlBatch sql) {
            if (!event.getClass().getSimpleName().equals(leftOut)) {
                whole.project(event, sql);
            }
        }

        @Override
        public List<String> removals() {
            return whole.removals();
        }

        @Override
        public String clear() {
            return whole.clear();
        }
    }

    @Test
    void aDifferenceTellsNumbersAndTimesButNothingPersonal() {
        jdbc.update("update inbox.chat set last_message_preview = 'My secret'");

        assertThat(proofs.prove("inbox").firstDifference().toString())
                .contains("a text of 9 characters")
                .doesNotContain("secret")
                .doesNotContain("about order");
    }

    @Test
    void aMissingRowIsNamed() {
        jdbc.update(
                "delete from conversation.message where chat_id::text = ? and sequence = 5",
                anyChat());

        assertThat(proofs.prove("conversation").firstDifference())
                .isEqualTo(
                        new Difference(
                                UUID.fromString(anyChat()),
                                "message 5: conversation.message",
                                "a row",
                                "no row"));
    }

    @Test
    void aMissingChatIsNamed() {
        for (String table : List.of("chat", "message", "user_words")) {
            jdbc.update("delete from inbox." + table + " where chat_id::text = ?", anyChat());
        }

        assertThat(proofs.prove("inbox").firstDifference())
                .isEqualTo(
                        new Difference(
                                UUID.fromString(anyChat()), "chat: inbox.chat", "a row", "no row"));
    }

    @Test
    void aRowThatTheLogKnowsNothingOfIsNamed() {
        UUID chat = UUID.randomUUID();
        jdbc.update("insert into inbox.user_words values (?, '')", chat);

        assertThat(proofs.prove("inbox").firstDifference())
                .isEqualTo(
                        new Difference(
                                chat, "words of the user: inbox.user_words", "no row", "a row"));
    }

    @Test
    void aMessageTooManyIsNamed() {
        jdbc.update(
                "insert into conversation.message select chat_id, 1000, id, content, sender_type,"
                        + " sender_name, client_message_id, created_at, read_at, user_messages"
                        + " from conversation.message where chat_id::text = ? and sequence = 1",
                anyChat());

        assertThat(proofs.prove("conversation").firstDifference())
                .extracting(Difference::what, Difference::expected, Difference::served)
                .containsExactly("message 1000: conversation.message", "no row", "a row");
    }

    @Test
    void anEventThatCannotBeReadAnyMoreIsNamed() {
        jdbc.execute("alter table event_log disable trigger user");
        jdbc.update(
                "update event_log set payload = payload - 'message_id'"
                        + " || jsonb_build_object('x', payload->'message_id')"
                        + " where stream = ? and type = 'MessageSent'",
                anyChat());

        Difference difference = proofs.prove("conversation").firstDifference();

        jdbc.update(
                "update event_log set payload = payload - 'x'"
                        + " || jsonb_build_object('message_id', payload->'x')"
                        + " where stream = ? and type = 'MessageSent'",
                anyChat());
        jdbc.execute("alter table event_log enable trigger user");
        assertThat(difference.chatId()).hasToString(anyChat());
        assertThat(difference.what()).startsWith("event ");
    }

    @Test
    void aParkedChatIsPassedByAndCounted() {
        String chat = anyChat();
        jdbc.update(
                "insert into parked_stream (follower, stream, from_sequence, reason)"
                        + " values ('inbox', ?, 3, 'a test')",
                chat);
        jdbc.update("update inbox.chat set message_count = 0 where chat_id::text = ?", chat);

        ReadModelProof proof = proofs.prove("inbox");

        assertThat(proof.equal()).isTrue();
        assertThat(proof.chats()).isEqualTo(chatsInTheLog() - 1);
        assertThat(proof.parked()).isEqualTo(1);
    }

    @Test
    void whatTheReadModelHasNotReachedYetIsNotDemanded() {
        ReadModels models = node.get(ReadModels.class);
        long head = node.log().head();
        models.stop();
        try {
            for (int n = 0; n < 20; n++) {
                node.append(chats.next());
            }

            ReadModelProof proof = proofs.prove("conversation");

            assertThat(proof.equal()).isTrue();
            assertThat(proof.position()).isEqualTo(head);
        } finally {
            models.start();
        }
    }

    @Test
    void aProofHoldsWhileEventsAreComing() throws Exception {
        try (ExecutorService traffic = Executors.newSingleThreadExecutor()) {
            Future<?> events =
                    traffic.submit(() -> {
                        for (int n = 0; n < 300; n++) {
                            node.append(chats.next());
                        }
                    });
            while (!events.isDone()) {
                assertThat(proofs.prove("conversation").firstDifference()).isNull();
                assertThat(proofs.prove("inbox").firstDifference()).isNull();
            }
            events.get();
        }
    }

    @Test
    void oneProofOfAReadModelRunsAtATime() throws SQLException {
        try (Connection other = node.database().getConnection();
                Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute(
                    "select pg_advisory_xact_lock("
                            + "hashtextextended('read_model_proof conversation', 0))");

            assertThatThrownBy(() -> proofs.prove("conversation")).isInstanceOf(ProofRunning.class);
            assertThat(proofs.prove("inbox").equal()).isTrue();
            other.rollback();
        }
        assertThat(proofs.prove("conversation").equal()).isTrue();
    }

    @Test
    void onlyWhatIsThereIsProved() {
        assertThat(proofs.knows("no-such-model")).isFalse();
        assertThat(proofs.last("inbox")).isEmpty();
        assertThatThrownBy(() -> proofs.prove("no-such-model"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** A column that is added to a read model has to be added to its proof. */
    @Test
    void everyColumnIsCompared() {
        for (ExpectedRows expected : List.of(new ConversationRows(), new InboxRows())) {
            Set<String> compared = new TreeSet<>();
            for (ServedTable table : expected.tables()) {
                Stream.concat(Stream.of("chat_id"), table.columns().stream())
                        .forEach(column -> compared.add(table.name() + "." + column));
            }
            assertThat(compared)
                    .containsExactlyInAnyOrderElementsOf(
                            jdbc.queryForList(
                                    "select table_schema || '.' || table_name || '.' || column_name"
                                            + " from information_schema.columns"
                                            + " where table_schema = ?",
                                    String.class,
                                    expected.readModel()));
        }
    }

    private static long chatsInTheLog() {
        return jdbc.queryForObject("select count(distinct stream) from event_log", Long.class);
    }

    private static void catchUp() {
        node.get(ReadModels.class).awaitNewest("conversation");
        node.get(ReadModels.class).awaitNewest("inbox");
    }

    private static String anyChat() {
        return chats.chats().get(2).toString();
    }

    private static MessageSent message(
            ChatId chat, Actor by, long sequence, @Nullable String content) {
        return new MessageSent(
                chat,
                by,
                AT.plusSeconds(sequence),
                UUID.randomUUID(),
                sequence,
                content,
                UUID.randomUUID(),
                false);
    }
}
