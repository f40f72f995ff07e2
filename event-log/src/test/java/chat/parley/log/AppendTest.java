package chat.parley.log;

import static chat.parley.log.TestNode.event;
import static chat.parley.log.TestNode.message;
import static chat.parley.log.TestNode.newChat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import chat.parley.api.ChatEvent;
import chat.parley.api.ChatId;
import chat.parley.api.Event;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

class AppendTest {

    private TestNode node;
    private final ChatId chat = newChat();

    @BeforeEach
    void open() {
        node = TestNode.onFreshDatabase();
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void eventsAreReadAsTheyWereAppended() {
        ChatEvent first = message(chat, "Hello 👋");
        ChatEvent second = message(chat, "Anybody there?");

        node.append(event(0, first), event(1, second));

        assertThat(node.readAll())
                .extracting(LoggedEvent::position, LoggedEvent::sequence, LoggedEvent::event)
                .containsExactly(tuple(1L, 0L, first), tuple(2L, 1L, second));
        assertThat(node.log.head()).isEqualTo(2);
        assertThat(node.engine.lastSequenceNumberFor(chat.toString())).contains(1L);
        assertThat(node.engine.lastSequenceNumberFor(newChat().toString())).isEmpty();
    }

    @Test
    void anAppendOfThisNodeIsKnownAtOnce() {
        node.append(event(0, message(chat, "Hello")), event(1, message(chat, "Hello again")));

        assertThat(node.signal.head()).isEqualTo(2);
    }

    @Test
    void whatWasDecidedOnAnOldVersionIsRefused() {
        node.append(event(0, message(chat, "First")));

        assertThatThrownBy(() -> node.append(event(0, message(chat, "Too late"))))
                .isInstanceOf(ConcurrencyException.class);
        assertThatThrownBy(() -> node.append(event(2, message(chat, "Too early"))))
                .isInstanceOf(ConcurrencyException.class);
        assertThat(node.log.head()).isEqualTo(1);
    }

    @Test
    void aRepeatedMessageComesBackAsItWasStoredFirst() {
        UUID clientMessageId = UUID.randomUUID();
        ChatEvent first = message(chat, "Once", clientMessageId);
        node.append(event(0, first));
        node.appendMessages(chat, 1, 3);

        DuplicateMessage duplicate =
                catchThrowableOfType(
                        DuplicateMessage.class,
                        () -> node.append(event(4, message(chat, "Twice", clientMessageId))));

        assertThat(duplicate.stored().event()).isEqualTo(first);
        assertThat(node.log.head()).isEqualTo(4);
    }

    @Test
    void aRepeatIsRecognisedEvenIfItWasDecidedOnAnOldVersion() {
        UUID clientMessageId = UUID.randomUUID();
        node.append(event(0, message(chat, "Once", clientMessageId)));

        assertThatThrownBy(() -> node.append(event(0, message(chat, "Once", clientMessageId))))
                .isInstanceOf(DuplicateMessage.class);
    }

    @Test
    void theSameClientMessageIdInAnotherChatIsAnotherMessage() {
        UUID clientMessageId = UUID.randomUUID();
        node.append(event(0, message(chat, "Here", clientMessageId)));

        node.append(event(0, message(newChat(), "There", clientMessageId)));

        assertThat(node.log.head()).isEqualTo(2);
    }

    @Test
    void theEventsOfACommandAreStoredAllOrNone() {
        node.append(event(0, message(chat, "Stored")));
        ChatId other = newChat();
        node.jdbc.execute("ALTER TABLE event_log ADD CHECK (personal->>'content' <> 'poison')");

        assertThatThrownBy(() ->
                        node.append(
                                event(0, message(other, "Fine")),
                                event(1, message(other, "poison"))))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() ->
                        node.append(
                                event(1, message(chat, "Fine")),
                                event(3, message(chat, "Leaves one out"))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(node.log.head()).isEqualTo(1);
    }

    @Test
    void oneCallTellsTheOutcomeOfEachOfItsCommands() {
        ChatId known = newChat();
        UUID clientMessageId = UUID.randomUUID();
        node.append(event(0, message(known, "Known", clientMessageId)));
        String stream = chat.toString();

        List<Map<String, Object>> outcomes =
                node.jdbc.queryForList(
                        """
                        SELECT * FROM append_events(
                            ARRAY[1, 1, 2, 3, 4, 5],
                            ARRAY[?, ?, ?, ?, ?, 'admin-1'],
                            ARRAY[0, 1, 2, 1, 5, 0],
                            ARRAY[gen_random_uuid(), gen_random_uuid(), gen_random_uuid(),
                                  gen_random_uuid(), gen_random_uuid(), gen_random_uuid()],
                            array_fill('T'::text, ARRAY[6]),
                            array_fill(1, ARRAY[6]),
                            array_fill(now(), ARRAY[6]),
                            array_fill('{}'::jsonb, ARRAY[6]),
                            array_fill('{"content": "x"}'::jsonb, ARRAY[6]),
                            array_fill('{}'::jsonb, ARRAY[6]),
                            ARRAY[gen_random_uuid(), NULL, NULL, ?, NULL, NULL]::uuid[])
                        """,
                        stream,
                        stream,
                        stream,
                        known.toString(),
                        known.toString(),
                        clientMessageId);

        assertThat(outcomes)
                .extracting(
                        row -> row.get("command_number"),
                        row -> row.get("outcome"),
                        row -> row.get("first_position"),
                        row -> row.get("last_position"))
                .containsExactly(
                        tuple(1, "stored", 2L, 3L),
                        tuple(2, "stale", null, null),
                        tuple(3, "duplicate", 1L, 1L),
                        tuple(4, "stale", null, null),
                        tuple(5, "stored", 4L, 4L));
        assertThat(node.log.head()).isEqualTo(4);
    }

    @Test
    void anAppendOutlivesTheTransactionOfItsCaller() {
        new TransactionTemplate(new JdbcTransactionManager(node.dataSource))
                .executeWithoutResult(status -> {
                    node.append(event(0, message(chat, "Durable")));
                    status.setRollbackOnly();
                });

        assertThat(node.log.head()).isEqualTo(1);
    }

    @Test
    void anAppendThatWaitsTooLongForItsTurnIsGivenUp() throws SQLException {
        try (Connection other = node.dataSource.getConnection()) {
            other.setAutoCommit(false);
            other.createStatement().execute("SELECT lock_event_log()");

            assertThatThrownBy(() -> node.append(event(0, message(chat, "Waits"))))
                    .isInstanceOf(LogUnavailable.class);
            other.rollback();
        }
        assertThat(node.log.head()).isZero();
    }

    @Test
    void whatCannotBeStoredIsRefusedWithoutBeingQuoted() {
        assertThatThrownBy(() -> node.append(event(0, message(chat, "secret \u0000"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("secret");
        assertThat(node.log.head()).isZero();
    }

    @Test
    void onlyEventsOfOneChatAreTaken() {
        assertThatThrownBy(() ->
                        node.engine.appendEvents(
                                List.of(new GenericEventMessage<>("no chat event"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        node.append(
                                event(0, message(chat, "Here")),
                                event(0, message(newChat(), "There"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLongStreamIsReadFromAnyPlaceOn() {
        node.jdbc.update(
                """
                INSERT INTO event_log
                SELECT n + 1, ?, n, gen_random_uuid(), 'ChatArchived', 1, now(), '{}', NULL,
                       '{"actor_type": "system", "actor_id": "parley"}', NULL, ''
                FROM generate_series(0, 1200) AS n
                """,
                chat.toString());

        assertThat(node.engine.readEvents(chat.toString(), 0).asStream())
                .extracting(DomainEventMessage::getSequenceNumber)
                .hasSize(1201)
                .isSorted();
        assertThat(node.engine.readEvents(chat.toString(), 700).asStream())
                .extracting(DomainEventMessage::getSequenceNumber)
                .hasSize(501)
                .startsWith(700L);
        assertThat(node.engine.readEvents(chat.toString(), 1201).hasNext()).isFalse();
    }

    @Test
    void anAggregatesEventsGoThroughAxonsEventStoreAndKeepTheirOrigin() {
        LogEventStore store = new LogEventStore(node.engine);
        DomainEventMessage<Event> message =
                event(0, message(chat, "Hello"))
                        .andMetaData(Map.of("correlationId", "cause", "traceId", "beginning"));

        DefaultUnitOfWork.startAndGet(null).execute(() -> store.publish(message));

        assertThat(store.readEvents(chat.toString()).asStream())
                .singleElement()
                .satisfies(read -> {
                    assertThat(read.getIdentifier()).isEqualTo(message.getIdentifier());
                    assertThat(read.getPayload()).isEqualTo(message.getPayload());
                    assertThat(read.getMetaData()).isEqualTo(message.getMetaData());
                });
        assertThat(node.log.find(1).orElseThrow())
                .extracting(LoggedEvent::causationId, LoggedEvent::correlationId)
                .containsExactly("cause", "beginning");
    }

    @Test
    void aConflictReachesWhoeverCommitsTheUnitOfWork() {
        LogEventStore store = new LogEventStore(node.engine);
        node.append(event(0, message(chat, "First")));

        var unitOfWork = DefaultUnitOfWork.startAndGet(null);
        store.publish(event(0, message(chat, "Second")));

        assertThatThrownBy(unitOfWork::commit).isInstanceOf(ConcurrencyException.class);
    }
}
