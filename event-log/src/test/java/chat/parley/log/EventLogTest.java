package chat.parley.log;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Actor;
import chat.parley.api.ChatEvent;
import chat.parley.api.ChatId;

import com.zaxxer.hikari.HikariDataSource;

import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

class EventLogTest {

    @Test
    void whatWasAppendedIsRead() {
        HikariDataSource db = TestDatabase.fresh();
        EventLog log = new EventLog(db);
        LogSignal signal = new LogSignal(db);
        var engine = new PostgresEventStorageEngine(db, log, signal);
        ChatId id = new ChatId(UUID.randomUUID());
        var e =
                new ChatEvent.MessageSent(
                        id,
                        Actor.user(id, "Ada", "ada@x.org"),
                        Instant.parse("2026-11-22T10:15:30.123Z"),
                        UUID.randomUUID(),
                        1,
                        "hi 👋",
                        UUID.randomUUID(),
                        false);
        engine.appendEvents(List.of(new GenericDomainEventMessage<>("Chat", id.toString(), 0, e)));
        assertThat(log.readStream(id, 0)).extracting(LoggedEvent::event).containsExactly(e);
        assertThat(signal.head()).isEqualTo(1);
    }
}
