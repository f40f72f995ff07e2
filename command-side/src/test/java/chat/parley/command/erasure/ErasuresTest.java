package chat.parley.command.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Actor;
import chat.parley.api.ChatCommand.SendMessage;
import chat.parley.api.ChatCommand.StartChat;
import chat.parley.api.ChatId;
import chat.parley.api.Refusal;
import chat.parley.command.CommandNode;
import chat.parley.log.Poison;
import chat.parley.log.TestDatabase;
import chat.parley.log.UnreadableEvent;

import com.zaxxer.hikari.HikariDataSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

class ErasuresTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Actor MARA = Actor.admin(UUID.randomUUID(), "Mara", "mara@example.com");
    private static final Duration ALL_DONE = Duration.ofSeconds(20);

    private final ChatId chat = new ChatId(UUID.randomUUID());
    private final Actor user = Actor.user(chat, "Ada", "ada@example.com");
    private HikariDataSource database;
    private JdbcTemplate jdbc;
    private CommandNode node;

    @BeforeEach
    void aChat() {
        database = TestDatabase.fresh();
        jdbc = new JdbcTemplate(database);
        node = CommandNode.on(database);
        node.chats().send(new StartChat(chat, user, NOW, "u-1", "Ada", "ada@example.com", NOW));
        say(node, "What was said");
    }

    @AfterEach
    void stop() {
        node.close();
        database.close();
    }

    @Test
    void whenAnErasureIsAnsweredTheLogHoldsNothingPersonalAnyMore() {
        node.erasures().erase(chat, MARA, chat.toString());

        assertThat(personalParts()).containsExactly(false, false, true);
    }

    @Test
    void thereIsACertificateOnlyWhenAllIsDoneAndForEverTheSame() {
        node.erasures().erase(chat, MARA, chat.toString());
        AtomicInteger issued = new AtomicInteger();
        assertThat(certificate(issued)).isEmpty();

        await().atMost(ALL_DONE).until(() -> certificate(issued).isPresent());

        assertThat(certificate(issued)).contains("1: 2 events, by " + MARA.id());
        assertThat(issued).hasValue(1);
    }

    @Test
    void whatIsBehindHoldsTheCertificateUp() {
        node.erasures().erase(chat, MARA, chat.toString());
        long head = node.log().head();
        await().until(() -> count("log_follower WHERE position < " + head) == 0);
        theTimeForMemoriesIsOver();
        jdbc.update("INSERT INTO log_follower (name, position) VALUES ('slow', 0)");
        assertThat(certificate(new AtomicInteger())).isEmpty();

        jdbc.update("UPDATE log_follower SET position = 1000 WHERE name = 'slow'");
        jdbc.update(
                "INSERT INTO parked_stream (follower, stream, from_sequence, reason)"
                        + " VALUES ('slow', ?, 2, 'it failed on the erasure')",
                chat.toString());
        assertThat(certificate(new AtomicInteger())).isEmpty();

        jdbc.update("UPDATE parked_stream SET from_sequence = 1");
        // What a rebuild replaced may hold all that it held then, as long as somebody reads it.
        jdbc.execute("CREATE SCHEMA slow_old");
        assertThat(certificate(new AtomicInteger())).isEmpty();

        jdbc.execute("DROP SCHEMA slow_old");
        assertThat(certificate(new AtomicInteger())).isPresent();
    }

    @Test
    void anErasureThatWasBrokenOffIsDoneByWhoeverStartsNext() throws SQLException {
        await().until(() -> count("log_follower WHERE name = 'erasure'") == 1);
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT FROM log_follower WHERE name = 'erasure' FOR UPDATE");
                node.erasures().erase(chat, MARA, chat.toString());
                assertThat(personalParts()).containsExactly(true, true, true);
                node.close();
            }
            connection.rollback();
        }

        node = CommandNode.on(database);

        await().atMost(ALL_DONE)
                .untilAsserted(
                        () -> assertThat(personalParts()).containsExactly(false, false, true));
        theTimeForMemoriesIsOver();
        await().atMost(ALL_DONE).until(() -> certificate(new AtomicInteger()).isPresent());
    }

    @Test
    void aSecondErasureRecordsNothing() {
        node.erasures().erase(chat, MARA, chat.toString());
        long head = node.log().head();

        node.erasures().erase(chat, MARA, "ada@example.com");

        assertThat(node.log().head()).isEqualTo(head);
    }

    @Test
    void aChatThatCannotBeReadIsErasedAllTheSame() {
        Poison.append(database, chat.toString());
        assertThatThrownBy(() -> say(node, "And once more")).isInstanceOf(UnreadableEvent.class);
        assertThatThrownBy(() -> node.erasures().erase(chat, MARA, "bob@example.com"))
                .isInstanceOf(Refusal.class);

        node.erasures().erase(chat, MARA, "ada@example.com");

        assertThat(personalParts()).containsExactly(false, false, false, true);
        node.erasures().erase(chat, MARA, "ada@example.com");
        assertThat(personalParts()).hasSize(4);
    }

    @Test
    void anotherNodeRefusesTheNextMessageEvenIfItKnewTheChat() {
        try (HikariDataSource otherPool = TestDatabase.another(database);
                CommandNode other = CommandNode.on(otherPool)) {
            say(other, "From the other node");
            node.erasures().erase(chat, MARA, chat.toString());

            assertThatThrownBy(() -> say(other, "And once more"))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal ->
                                    assertThat(refusal.reason())
                                            .isEqualTo(Refusal.Reason.CHAT_ERASED));
        }
    }

    @Test
    void aSnapshotGoesToo() {
        for (int n = 0; n < 110; n++) {
            say(node, "Message " + n);
        }
        await().until(() -> count("stream_snapshot") == 1);

        node.erasures().erase(chat, MARA, chat.toString());

        assertThat(count("stream_snapshot")).isZero();
    }

    private void say(CommandNode where, String content) {
        where.chats().send(new SendMessage(chat, user, NOW, content, UUID.randomUUID()));
    }

    private void theTimeForMemoriesIsOver() {
        jdbc.update("UPDATE erasure SET forgotten_at = forgotten_at - interval '5 seconds'");
    }

    private Optional<String> certificate(AtomicInteger issued) {
        return node.erasures()
                .certificate(
                        chat,
                        erasure ->
                                "%d: %d events, by %s"
                                        .formatted(
                                                issued.incrementAndGet(),
                                                erasure.events(),
                                                erasure.erasedBy()));
    }

    private List<Boolean> personalParts() {
        return jdbc.queryForList(
                "SELECT personal IS NOT NULL FROM event_log WHERE stream = ? ORDER BY position",
                Boolean.class,
                chat.toString());
    }

    private long count(String table) {
        Long count = jdbc.queryForObject("SELECT count(*) FROM " + table, Long.class);
        return count == null ? 0 : count;
    }
}
