package chat.parley.log;

import static chat.parley.log.TestNode.erased;
import static chat.parley.log.TestNode.event;
import static chat.parley.log.TestNode.message;
import static chat.parley.log.TestNode.newChat;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.ChatEvent;
import chat.parley.api.ChatId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

/** Followers on one node share what they read, and miss nothing by it. */
class LogTailTest {

    private final ChatId chat = newChat();
    private TestNode node;
    private TestNode other;

    @BeforeEach
    void open() {
        node = TestNode.onFreshDatabase();
        other = node.second();
    }

    @AfterEach
    void close() {
        other.close();
        node.close();
    }

    @Test
    void whatThisNodeAppendedIsHandedOutWithoutReadingIt() {
        node.appendMessages(chat, 0, 3);
        node.jdbc.execute("ALTER TABLE event_log RENAME TO out_of_reach");

        assertThat(positions(node.tail.after(0, 10))).containsExactly(1L, 2L, 3L);
        assertThat(positions(node.tail.after(1, 1))).containsExactly(2L);
    }

    @Test
    void anEventIsTheSameFromMemoryAndFromTheDatabase() {
        node.append(event(0, message(chat, "Grüße \"\\ \u2028 😀")));

        assertThat(events(node.tail.after(0, 10))).isEqualTo(events(other.tail.after(0, 10)));
    }

    @Test
    void anEventIsDecodedOnceForAll() {
        other.appendMessages(chat, 0, 1);

        LoggedEvent first = node.tail.after(0, 10).getFirst().event();

        assertThat(node.tail.after(0, 10).getFirst().event()).isSameAs(first);
    }

    @Test
    void whatAnotherNodeAppendedInBetweenIsFetched() {
        node.appendMessages(chat, 0, 1);
        other.appendMessages(chat, 1, 2);
        node.appendMessages(chat, 3, 2);

        assertThat(positions(node.tail.after(0, 10))).startsWith(1L);
        assertThat(positions(node.tail.after(1, 10))).containsExactly(2L, 3L, 4L, 5L);
        assertThat(positions(node.tail.after(5, 10))).isEmpty();
        node.appendMessages(chat, 5, 1);
        assertThat(positions(node.tail.after(5, 10))).containsExactly(6L);
    }

    @Test
    void whoeverIsFarBehindReadsTheDatabaseAndLeavesTheMemoryToTheOthers() {
        node.appendMessages(chat, 0, 40);
        LogTail small = new LogTail(node.log, node.signal, 1_000);
        assertThat(positions(small.after(30, 100))).startsWith(31L).endsWith(40L);

        assertThat(positions(small.after(0, 3))).containsExactly(1L, 2L, 3L);
        assertThat(positions(small.after(3, 100))).startsWith(4L).endsWith(40L);

        node.jdbc.execute("ALTER TABLE event_log RENAME TO out_of_reach");
        assertThat(positions(small.after(39, 10))).containsExactly(40L);
    }

    @Test
    void aReaderAtTheEndTakesTheMemoryFromOneThatCatchesUp() {
        node.appendMessages(chat, 0, 20);
        LogTail tail = new LogTail(node.log, node.signal);
        assertThat(positions(tail.after(0, 2))).containsExactly(1L, 2L);

        assertThat(positions(tail.after(18, 10))).containsExactly(19L, 20L);
        assertThat(positions(tail.after(2, 2))).containsExactly(3L, 4L);

        node.jdbc.execute("ALTER TABLE event_log RENAME TO out_of_reach");
        assertThat(positions(tail.after(18, 10))).containsExactly(19L, 20L);
    }

    @Test
    void nothingPersonalIsLeftInMemoryOfAPersonWhoWasErased() {
        ChatId another = newChat();
        node.append(event(0, message(chat, "What was said")));
        node.append(event(0, message(another, "What somebody else said")));
        assertThat(contents(node.tail.after(0, 10)))
                .containsExactly("What was said", "What somebody else said");

        node.append(event(1, erased(chat)));

        assertThat(contents(node.tail.after(0, 2)))
                .containsExactly(null, "What somebody else said");
        assertThat(node.tail.after(0, 1).getFirst().event().event().by().name()).isNull();
        assertThat(node.tail.after(2, 1).getFirst().event().event().by().name())
                .as("who erased the person")
                .isEqualTo("Mara");
    }

    @Test
    void anErasureOnAnotherNodeReachesTheMemoryToo() {
        node.append(event(0, message(chat, "What was said")));
        other.append(event(1, erased(chat)));

        assertThat(positions(node.tail.after(1, 10))).containsExactly(2L);
        assertThat(contents(node.tail.after(0, 1))).containsOnlyNulls();
    }

    private static List<String> contents(List<LogEntry> entries) {
        return entries.stream()
                .map(entry -> ((ChatEvent.MessageSent) entry.event().event()).content())
                .toList();
    }

    private static List<Long> positions(List<LogEntry> entries) {
        return entries.stream().map(LogEntry::position).toList();
    }

    private static List<LoggedEvent> events(List<LogEntry> entries) {
        return entries.stream().map(LogEntry::event).toList();
    }
}
