package chat.parley.command;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Actor;
import chat.parley.api.ChatCommand.Archive;
import chat.parley.api.ChatCommand.MarkRead;
import chat.parley.api.ChatCommand.Restore;
import chat.parley.api.ChatCommand.SendMessage;
import chat.parley.api.ChatEvent.ChatRestored;
import chat.parley.api.ChatEvent.MessageSent;
import chat.parley.api.ChatId;
import chat.parley.log.FirstReleaseLog;
import chat.parley.log.LoggedEvent;
import chat.parley.log.TestDatabase;

import com.zaxxer.hikari.HikariDataSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.UUID;

/** Chats that the first release wrote go on where they were. */
class FirstReleaseChatsTest {

    private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");
    private static final Actor MARA = Actor.admin(UUID.randomUUID(), "Mara", "mara@example.com");

    private HikariDataSource database;
    private CommandNode node;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
        FirstReleaseLog.loadInto(database);
        node = CommandNode.on(database);
    }

    @AfterEach
    void close() {
        node.close();
        database.close();
    }

    @Test
    void theNextMessageHasTheNextSequence() {
        assertThat(send(FirstReleaseLog.ADA, MARA).sequence()).isEqualTo(4);
        assertThat(send(FirstReleaseLog.ERASED, MARA).sequence()).isEqualTo(4);
    }

    @Test
    void whoHasReadWhatIsRemembered() {
        send(FirstReleaseLog.ADA, MARA);
        Actor ada = Actor.user(FirstReleaseLog.ADA, "Ada", null);

        assertThat(node.chats().send(new MarkRead(FirstReleaseLog.ADA, ada, NOW, null)).marked())
                .isOne();
    }

    @Test
    void whatIsArchivedIsRemembered() {
        long before = last(FirstReleaseLog.ERASED);
        node.chats().send(new Archive(FirstReleaseLog.ERASED, MARA, NOW));
        assertThat(last(FirstReleaseLog.ERASED)).isEqualTo(before);
        node.chats().send(new Restore(FirstReleaseLog.ERASED, MARA, NOW));
        assertThat(node.log().readStream(FirstReleaseLog.ERASED, before + 1))
                .extracting(LoggedEvent::event)
                .singleElement()
                .isInstanceOf(ChatRestored.class);

        long beforeOfAda = last(FirstReleaseLog.ADA);
        node.chats().send(new Restore(FirstReleaseLog.ADA, MARA, NOW));
        assertThat(last(FirstReleaseLog.ADA)).isEqualTo(beforeOfAda);
    }

    private MessageSent send(ChatId chat, Actor by) {
        return node.chats()
                .send(new SendMessage(chat, by, NOW, "Hello", UUID.randomUUID()))
                .message();
    }

    private long last(ChatId chat) {
        return node.log().lastSequence(chat.toString()).orElseThrow();
    }
}
