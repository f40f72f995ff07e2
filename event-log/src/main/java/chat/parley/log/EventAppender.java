package chat.parley.log;

import chat.parley.api.ChatEvent;

import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Stream;

import javax.sql.DataSource;

/**
 * Calls the append function of the log, outside of any transaction of the caller, and finds out
 * what became of an append whose answer got lost.
 */
final class EventAppender {

    /** What the log made of a command's events. */
    sealed interface Outcome {

        /** All are stored; the last one at this position. */
        record Stored(long lastPosition) implements Outcome {}

        /** None is stored: the stream has gone on since the command was decided. */
        record Stale() implements Outcome {}

        /** None is stored: the event at this position has one of the client message ids. */
        record Duplicate(long position) implements Outcome {}
    }

    private static final String APPEND =
            "SELECT outcome, last_position FROM append_events(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /**
     * Shorter than for other statements: whoever sends also waits for a turn in the chat, and for
     * the looking up, and wants to hear within five seconds.
     */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(2);

    private static final Duration LOOK_UP_TIME = Duration.ofMillis(500);
    private static final Duration LOOK_UP_PAUSE = Duration.ofMillis(50);

    private final DataSource dataSource;
    private final EventCodec codec = new EventCodec();

    EventAppender(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * @param events of one command: they belong to one stream and follow each other in it
     * @throws LogUnavailable if the log cannot be reached, or does not tell in time what it stored
     */
    Outcome append(List<DomainEventMessage<ChatEvent>> events) {
        try (Connection connection = connection()) {
            return append(connection, events);
        } catch (SQLException failure) {
            if (isUnclear(failure)) {
                return lookUp(events, failure);
            }
            if (Outage.isCauseOf(failure)) {
                throw new LogUnavailable("The log is busy or out of order", failure);
            }
            throw new IllegalStateException(
                    "The log refused an event: " + FailureReason.of(failure), failure);
        }
    }

    private Connection connection() {
        try {
            Connection connection = dataSource.getConnection();
            connection.setAutoCommit(true);
            return connection;
        } catch (SQLException failure) {
            throw new LogUnavailable("The log cannot be reached", failure);
        }
    }

    private Outcome append(Connection connection, List<DomainEventMessage<ChatEvent>> events)
            throws SQLException {
        List<EncodedEvent> encoded = events.stream().map(this::encode).toList();
        connection.setNetworkTimeout(Runnable::run, (int) LONGEST_SILENCE.toMillis());
        try (PreparedStatement call = connection.prepareStatement(APPEND)) {
            Columns columns = new Columns(connection, call);
            columns.add("int4", events, _ -> 1);
            columns.add("text", events, DomainEventMessage::getAggregateIdentifier);
            columns.add("int8", events, DomainEventMessage::getSequenceNumber);
            columns.add("uuid", events, EventAppender::eventId);
            columns.add("text", encoded, EncodedEvent::type);
            columns.add("int4", encoded, EncodedEvent::revision);
            columns.add("timestamptz", events, event -> event.getPayload().at().toString());
            columns.add("jsonb", encoded, EncodedEvent::payload);
            columns.add("jsonb", encoded, EncodedEvent::personal);
            columns.add("jsonb", encoded, EncodedEvent::metadata);
            columns.add("uuid", encoded, EncodedEvent::clientMessageId);
            try (ResultSet result = call.executeQuery()) {
                result.next();
                return outcome(result.getString("outcome"), result.getLong("last_position"));
            }
        }
    }

    private static Outcome outcome(String outcome, long lastPosition) {
        return switch (outcome) {
            case "stored" -> new Outcome.Stored(lastPosition);
            case "stale" -> new Outcome.Stale();
            case "duplicate" -> new Outcome.Duplicate(lastPosition);
            default -> throw new IllegalStateException("Unknown outcome of an append: " + outcome);
        };
    }

    private EncodedEvent encode(DomainEventMessage<ChatEvent> event) {
        return codec.encode(
                event.getPayload(),
                MessageOrigin.correlationId(event.getMetaData()),
                MessageOrigin.causationId(event.getMetaData()));
    }

    private static UUID eventId(DomainEventMessage<ChatEvent> event) {
        return UUID.fromString(event.getIdentifier());
    }

    /**
     * What the server reports as the statement's fault it has rolled back. Its own end (57P, 25P),
     * a fault of its own (58, XX) or silence leave open whether it had committed.
     */
    private static boolean isUnclear(SQLException failure) {
        String sqlState = failure.getSQLState();
        return sqlState == null
                || !(failure instanceof PSQLException postgres)
                || postgres.getServerErrorMessage() == null
                || Stream.of("08", "25P", "57P", "58", "XX").anyMatch(sqlState::startsWith);
    }

    private Outcome lookUp(List<DomainEventMessage<ChatEvent>> events, SQLException unclear) {
        long giveUpAt = System.nanoTime() + LOOK_UP_TIME.toNanos();
        do {
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement call =
                            connection.prepareStatement("SELECT find_appended_events(?)")) {
                connection.setAutoCommit(true);
                new Columns(connection, call).add("uuid", events, EventAppender::eventId);
                try (ResultSet result = call.executeQuery()) {
                    result.next();
                    long lastPosition = result.getLong(1);
                    if (result.wasNull()) {
                        throw new LogUnavailable("The log broke off; nothing was stored", unclear);
                    }
                    return new Outcome.Stored(lastPosition);
                }
            } catch (SQLException failure) {
                unclear.addSuppressed(failure);
                LockSupport.parkNanos(LOOK_UP_PAUSE.toNanos());
            }
        } while (System.nanoTime() < giveUpAt);
        throw new LogUnavailable("The log broke off; what it stored is not known", unclear);
    }

    /** Sets the parameters of a statement, one after the other, to one array per column. */
    private static final class Columns {

        private final Connection connection;
        private final PreparedStatement statement;
        private int column;

        Columns(Connection connection, PreparedStatement statement) {
            this.connection = connection;
            this.statement = statement;
        }

        <E> void add(String type, List<E> events, Function<E, @Nullable Object> value)
                throws SQLException {
            Array values = connection.createArrayOf(type, events.stream().map(value).toArray());
            statement.setArray(++column, values);
        }
    }
}
