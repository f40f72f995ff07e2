package chat.parley.command.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Actor;
import chat.parley.api.ChatCommand.Archive;
import chat.parley.api.ChatCommand.MarkRead;
import chat.parley.api.ChatCommand.MarkViewed;
import chat.parley.api.ChatCommand.Restore;
import chat.parley.api.ChatCommand.SendMessage;
import chat.parley.api.ChatCommand.StartChat;
import chat.parley.api.ChatEvent.MessageSent;
import chat.parley.api.ChatId;
import chat.parley.command.CommandNode;
import chat.parley.log.EventLog;
import chat.parley.log.LoggedEvent;
import chat.parley.log.StreamSnapshots;
import chat.parley.log.TestDatabase;

import com.zaxxer.hikari.HikariDataSource;

import org.axonframework.eventhandling.DomainEventMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** A long chat begins with its snapshot, and decides as if it had read everything. */
class ChatSnapshotsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Actor ADMIN = Actor.admin(UUID.randomUUID(), "Mara", "mara@example.com");

    private static HikariDataSource database;
    private static CommandNode node;
    private static JdbcTemplate jdbc;

    private final ChatId chat = new ChatId(UUID.randomUUID());
    private final Actor user = Actor.user(chat, "Ada Byron", "ada@example.com");

    @BeforeAll
    static void start() {
        database = TestDatabase.fresh();
        node = CommandNode.on(database);
        jdbc = new JdbcTemplate(database);
    }

    @AfterAll
    static void stop() {
        node.close();
        database.close();
    }

    @BeforeEach
    void aChat() {
        node.chats().send(new StartChat(chat, user, NOW, "u-" + chat, "Ada Byron", null, NOW));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aChatFromItsSnapshotRemembersWhatAllEventsSay(long seed) {
        Random random = new Random(seed);
        for (int n = 0; n < 420; n++) {
            somethingHappens(random, n);
        }
        awaitSnapshot(300);

        DomainEventMessage<?> snapshot = snapshots().newest(chat.toString()).orElseThrow();
        Chat fromSnapshot = (Chat) snapshot.getPayload();
        evolve(fromSnapshot, node.log().readStream(chat, snapshot.getSequenceNumber() + 1));
        Chat fromTheFirstEvent = new Chat();
        evolve(fromTheFirstEvent, node.log().readStream(chat, 0));

        assertThat(fromSnapshot.state()).isEqualTo(fromTheFirstEvent.state());
    }

    @Test
    void anotherNodeGoesOnFromTheSnapshotAndKnowsTheUser() {
        send(user, 250);
        awaitSnapshot(200);
        jdbc.execute("ALTER TABLE event_log DISABLE TRIGGER USER");
        // Whoever read these would fail on them.
        jdbc.update(
                "UPDATE event_log SET payload = '{}' WHERE stream = ? AND sequence BETWEEN 1 AND 190",
                chat.toString());

        try (HikariDataSource pool = TestDatabase.another(database);
                CommandNode other = CommandNode.on(pool)) {
            MessageSent sent = other.chats().send(message(user, "Still there?")).message();

            assertThat(sent.sequence()).isEqualTo(251);
            assertThat(sent.by().name()).isEqualTo("Ada Byron");
        }
    }

    @Test
    void aSnapshotHoldsNothingPersonal() {
        send(user, 120);
        awaitSnapshot(100);

        assertThat(
                        jdbc.queryForObject(
                                "SELECT state::text FROM stream_snapshot WHERE stream = ?",
                                String.class,
                                chat.toString()))
                .doesNotContain("Ada", "example.com", "u-", "Message");
    }

    @Test
    void aSnapshotOfAnotherVersionIsPassedBy() {
        send(user, 120);
        awaitSnapshot(100);
        jdbc.update(
                "UPDATE stream_snapshot SET revision = 99, state = '[]' WHERE stream = ?",
                chat.toString());

        try (HikariDataSource pool = TestDatabase.another(database);
                CommandNode other = CommandNode.on(pool)) {
            assertThat(other.chats().send(message(user, "Hello")).message().sequence())
                    .isEqualTo(121);
        }
    }

    @Test
    void manyUnreadRepliesAreCountedRightHoweverFewAreRemembered() {
        send(ADMIN, 700);

        assertThat(markRead(300L).marked()).isEqualTo(300);
        assertThat(markRead(301L).marked()).isEqualTo(1);
        assertThat(markRead(650L).marked()).isEqualTo(349);
        assertThat(markRead(null).marked()).isEqualTo(50);
        assertThat(markRead(null).marked()).isZero();
    }

    private MarkedRead markRead(Long upTo) {
        return node.chats().send(new MarkRead(chat, user, NOW, upTo));
    }

    private void somethingHappens(Random random, int n) {
        switch (random.nextInt(12)) {
            case 0 -> markRead(null);
            case 1 -> node.chats().send(new MarkViewed(chat, ADMIN, NOW, null));
            case 2 -> node.chats().send(new Archive(chat, ADMIN, NOW));
            case 3 -> node.chats().send(new Restore(chat, ADMIN, NOW));
            case 4 ->
                    node.chats()
                            .send(
                                    new StartChat(
                                            chat,
                                            user,
                                            NOW,
                                            "u-" + chat,
                                            "Ada " + n,
                                            null,
                                            NOW.plusSeconds(n)));
            default -> send(random.nextBoolean() ? user : ADMIN, 1);
        }
    }

    private void send(Actor by, int count) {
        for (int n = 0; n < count; n++) {
            node.chats().send(message(by, "Message " + n));
        }
    }

    private SendMessage message(Actor by, String content) {
        return new SendMessage(chat, by, NOW, content, UUID.randomUUID());
    }

    private void awaitSnapshot(long sequence) {
        await().until(() ->
                jdbc.queryForObject(
                                "SELECT coalesce(max(sequence), 0) FROM stream_snapshot"
                                        + " WHERE stream = ?",
                                Long.class,
                                chat.toString())
                        >= sequence);
    }

    private static ChatSnapshots snapshots() {
        return new ChatSnapshots(new StreamSnapshots(database), new EventLog(database));
    }

    private static void evolve(Chat chat, List<LoggedEvent> events) {
        events.forEach(logged -> chat.evolve(logged.chatEvent(), logged.sequence()));
    }
}
