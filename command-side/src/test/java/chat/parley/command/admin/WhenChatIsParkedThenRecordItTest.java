package chat.parley.command.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Actor;
import chat.parley.api.AdminEvent;
import chat.parley.api.AdminEvent.ChatParked;
import chat.parley.api.ChatId;
import chat.parley.api.Event;
import chat.parley.command.CommandNode;
import chat.parley.log.ChainedEvent;
import chat.parley.log.EventSelection;
import chat.parley.log.TestDatabase;

import com.zaxxer.hikari.HikariDataSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

class WhenChatIsParkedThenRecordItTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Instant AT = Instant.parse("2026-11-22T10:15:30.123456Z");
    private static final Instant AT_IN_MILLISECONDS = Instant.parse("2026-11-22T10:15:30.123Z");

    private final HikariDataSource database = TestDatabase.fresh();
    private final JdbcTemplate jdbc = new JdbcTemplate(database);
    private final CommandNode node = CommandNode.on(database);
    private CommandNode otherNode;

    @BeforeEach
    void openAnotherNode() {
        otherNode = CommandNode.on(database);
    }

    @AfterEach
    void close() {
        otherNode.close();
        node.close();
        database.close();
    }

    @Test
    void theLogTellsOfAParkedChat() {
        ChatId chat = new ChatId(UUID.randomUUID());

        note(chat.toString());

        awaitNothingToRecord();
        assertThat(recorded()).containsExactly(parked(chat));
    }

    @Test
    void twoNodesRecordEachParkingOnce() {
        List<ChatId> chats =
                IntStream.range(0, 20).mapToObj(_ -> new ChatId(UUID.randomUUID())).toList();

        chats.forEach(chat -> note(chat.toString()));

        awaitNothingToRecord();
        assertThat(recorded())
                .containsExactlyInAnyOrderElementsOf(
                        chats.stream().map(WhenChatIsParkedThenRecordItTest::parked).toList());
    }

    @Test
    void whatWasRecordedBeforeACrashIsNotRecordedAgain() {
        ChatId chat = new ChatId(UUID.randomUUID());
        node.adminLog().record(parked(chat));

        note(chat.toString());

        awaitNothingToRecord();
        assertThat(recorded()).containsExactly(parked(chat));
    }

    @Test
    void aStreamThatIsNoChatIsNotTold() {
        note(AdminEvent.INSTALLATION);

        awaitNothingToRecord();
        assertThat(recorded()).isEmpty();
    }

    private void note(String stream) {
        jdbc.update(
                "INSERT INTO parking_to_record"
                        + " (follower, stream, from_sequence, reason, parked_at)"
                        + " VALUES ('inbox', ?, 4, 'SQLState 22021', ?)",
                stream,
                AT.atOffset(ZoneOffset.UTC));
    }

    private void awaitNothingToRecord() {
        await().atMost(SOON)
                .until(() ->
                        jdbc.queryForList("SELECT number FROM parking_to_record FOR UPDATE")
                                .isEmpty());
    }

    private List<Event> recorded() {
        EventSelection all = EventSelection.ofType("ChatParked");
        return node.log().readBackward(all, 0, Long.MAX_VALUE, 1_000).stream()
                .map(ChainedEvent::event)
                .toList();
    }

    private static ChatParked parked(ChatId chat) {
        return new ChatParked(Actor.SYSTEM, AT_IN_MILLISECONDS, "inbox", chat, 4, "SQLState 22021");
    }
}
