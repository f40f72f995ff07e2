package chat.parley.log;

import chat.parley.api.Event;

import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import javax.sql.DataSource;

/** The functions in the database that write to the log; each call is a transaction of its own. */
final class AppendFunction {

    /** What the log made of the events of one command. */
    sealed interface Outcome {

        /** All are stored, from this position on. */
        record Stored(long firstPosition) implements Outcome {}

        /** None is stored: the stream has gone on since the command was decided. */
        record Stale() implements Outcome {}

        /** None is stored: the event at this position has one of the client message ids. */
        record Duplicate(long position) implements Outcome {}
    }

    /** One event of a batch, with the number of its command. */
    private record Row(int command, DomainEventMessage<Event> event, EncodedEvent encoded) {}

    private static final String APPEND =
            "SELECT command_number, outcome, first_position"
                    + " FROM append_events(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String FIND =
            "SELECT event_id, position FROM find_appended_events(?, ?, ?)";

    /**
     * Shorter than for other statements: whoever sends also waits for a turn in the chat, and for
     * the looking up, and wants to hear within five seconds.
     */
    private static final Duration LONGEST_APPEND = Duration.ofSeconds(2);

    private static final Duration LONGEST_LOOK_UP = Duration.ofSeconds(1);

    private final DataSource dataSource;

    AppendFunction(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Appends the events of these commands, of each all or none.
     *
     * @return what became of each, in the same order
     * @throws LogUnavailable if there is no connection; then nothing is stored
     */
    List<Outcome> append(List<PendingAppend> commands) throws SQLException {
        List<Row> rows = rows(commands);
        try (Connection connection = connection(LONGEST_APPEND);
                PreparedStatement call = connection.prepareStatement(APPEND)) {
            Columns<Row> columns = new Columns<>(connection, call, rows);
            columns.add("int4", Row::command);
            columns.add("text", row -> row.event.getAggregateIdentifier());
            columns.add("int8", row -> row.event.getSequenceNumber());
            columns.add("uuid", row -> row.event.getIdentifier());
            columns.add("text", row -> row.encoded.type());
            columns.add("int4", row -> row.encoded.revision());
            columns.add("timestamptz", row -> row.event.getPayload().at());
            columns.add("jsonb", row -> row.encoded.payload());
            columns.add("jsonb", row -> row.encoded.personal());
            columns.add("jsonb", row -> row.encoded.metadata());
            columns.add("uuid", row -> row.encoded.clientMessageId());
            Outcome[] outcomes = new Outcome[commands.size()];
            try (ResultSet result = call.executeQuery()) {
                while (result.next()) {
                    outcomes[result.getInt("command_number")] =
                            outcome(result.getString("outcome"), result.getLong("first_position"));
                }
            }
            return List.of(outcomes);
        }
    }

    /**
     * Looks up which of these commands are stored, once whatever may still store them is over.
     *
     * @return the positions of the first events of those that are, by event id
     * @throws LogUnavailable if there is no connection
     */
    Map<String, Long> find(List<PendingAppend> commands) throws SQLException {
        List<DomainEventMessage<Event>> firstEvents =
                commands.stream().map(command -> command.events().getFirst()).toList();
        try (Connection connection = connection(LONGEST_LOOK_UP);
                PreparedStatement call = connection.prepareStatement(FIND)) {
            Columns<DomainEventMessage<Event>> columns =
                    new Columns<>(connection, call, firstEvents);
            columns.add("text", DomainEventMessage::getAggregateIdentifier);
            columns.add("int8", DomainEventMessage::getSequenceNumber);
            columns.add("uuid", DomainEventMessage::getIdentifier);
            Map<String, Long> positions = new HashMap<>();
            try (ResultSet result = call.executeQuery()) {
                while (result.next()) {
                    positions.put(result.getString("event_id"), result.getLong("position"));
                }
            }
            return positions;
        }
    }

    private Connection connection(Duration longestSilence) {
        try {
            Connection connection = dataSource.getConnection();
            connection.setAutoCommit(true);
            connection.setNetworkTimeout(Runnable::run, (int) longestSilence.toMillis());
            return connection;
        } catch (SQLException failure) {
            throw new LogUnavailable("The log cannot be reached", failure);
        }
    }

    private static List<Row> rows(List<PendingAppend> commands) {
        List<Row> rows = new ArrayList<>();
        for (int command = 0; command < commands.size(); command++) {
            PendingAppend pending = commands.get(command);
            for (int n = 0; n < pending.events().size(); n++) {
                rows.add(new Row(command, pending.events().get(n), pending.encoded().get(n)));
            }
        }
        return rows;
    }

    private static Outcome outcome(String outcome, long position) {
        return switch (outcome) {
            case "stored" -> new Outcome.Stored(position);
            case "stale" -> new Outcome.Stale();
            case "duplicate" -> new Outcome.Duplicate(position);
            default -> throw new IllegalStateException("Unknown outcome of an append: " + outcome);
        };
    }

    /** Sets the parameters of a statement, one after the other, to one array per column. */
    private static final class Columns<R> {

        private final Connection connection;
        private final PreparedStatement statement;
        private final List<R> rows;
        private int column;

        Columns(Connection connection, PreparedStatement statement, List<R> rows) {
            this.connection = connection;
            this.statement = statement;
            this.rows = rows;
        }

        void add(String type, Function<R, @Nullable Object> value) throws SQLException {
            statement.setArray(++column, SqlArrays.column(connection, type, rows, value));
        }
    }
}
