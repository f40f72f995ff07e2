package chat.parley.log;

import chat.parley.api.Actor;
import chat.parley.api.ChatEvent;
import chat.parley.api.ChatEvent.ChatErased;
import chat.parley.api.ChatEvent.MessageSent;
import chat.parley.api.ChatId;
import chat.parley.api.Event;

import com.zaxxer.hikari.HikariDataSource;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A node of Parley as far as the log is concerned: a pool, an engine and a signal of its own. */
final class TestNode implements AutoCloseable {

    final HikariDataSource dataSource;
    final JdbcTemplate jdbc;
    final EventLog log;
    final LogSignal signal;
    final LogTail tail;
    final PostgresEventStorageEngine engine;

    private final List<Runnable> closing = new ArrayList<>();

    TestNode(HikariDataSource dataSource) {
        this.dataSource = dataSource;
        jdbc = new JdbcTemplate(dataSource);
        log = new EventLog(dataSource);
        signal = new LogSignal(dataSource);
        tail = new LogTail(log, signal);
        engine = new PostgresEventStorageEngine(dataSource, log, tail, SnapshotReader.NONE);
    }

    static TestNode onFreshDatabase() {
        return new TestNode(TestDatabase.fresh());
    }

    TestNode second() {
        return new TestNode(TestDatabase.another(dataSource));
    }

    /** Starts the signal too. */
    LogFollower follow(String name, EventBatchHandler handler) {
        LogFollower follower =
                new LogFollower(name, LogFollower.Start.FIRST_EVENT, dataSource, tail, handler);
        signal.start();
        follower.start();
        closing.add(follower::stop);
        return follower;
    }

    /** Starts the signal too. */
    TailReader tail(EventBatchHandler handler) {
        TailReader tail = new TailReader("test", this.tail, handler);
        signal.start();
        tail.start();
        closing.add(tail::stop);
        return tail;
    }

    void append(DomainEventMessage<?>... events) {
        engine.appendEvents(List.of(events));
    }

    /** Appends messages to a chat that has as many events as the first sequence says. */
    void appendMessages(ChatId chat, long firstSequence, int count) {
        for (long sequence = firstSequence; sequence < firstSequence + count; sequence++) {
            append(event(sequence, message(chat, "Message " + sequence)));
        }
    }

    /** All there is; for logs of a few events. */
    List<LoggedEvent> readAll() {
        return log.readAfter(0, 1_000).stream().map(LogEntry::event).toList();
    }

    static ChatId newChat() {
        return new ChatId(UUID.randomUUID());
    }

    static MessageSent message(ChatId chat, String content) {
        return message(chat, content, UUID.randomUUID());
    }

    static MessageSent message(ChatId chat, String content, UUID clientMessageId) {
        return new MessageSent(
                chat,
                Actor.user(chat, "Ada", "ada@example.com"),
                Instant.parse("2026-11-22T10:15:30.123Z"),
                UUID.randomUUID(),
                1,
                content,
                clientMessageId,
                false);
    }

    static ChatErased erased(ChatId chat) {
        return new ChatErased(
                chat,
                Actor.admin(UUID.randomUUID(), "Mara", "mara@example.com"),
                Instant.parse("2026-11-22T10:20:00.456Z"));
    }

    static DomainEventMessage<Event> event(long sequence, ChatEvent event) {
        return new GenericDomainEventMessage<>("Chat", event.chatId().toString(), sequence, event);
    }

    @Override
    public void close() {
        closing.forEach(Runnable::run);
        signal.stop();
        dataSource.close();
    }
}
