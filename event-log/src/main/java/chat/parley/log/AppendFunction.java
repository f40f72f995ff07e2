package chat.parley.log;

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
import java.util.Set;
import java.util.UUID;
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
    private record NumberedEvent(int command, AppendedEvent event) {}

    /** unique_violation and serialization_failure. */
    private static final Set<String> NOT_IN_TURN = Set.of("23505", "40001");

    private static final String APPEND_IN_TURN =
            "SELECT append_events_in_turn(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String APPEND =
            "SELECT command_number, outcome, first_position"
                    + " FROM append_events(?, ?, ?, ?, ?, ?, ?, ?::jsonb[], ?::jsonb[], ?::jsonb[], ?)";

    private static final String FIND =
            "SELECT event_id, position FROM find_appended_events(?, ?, ?)";

    /**
     * Shorter than for other statements: whoever sends also waits for a turn in the chat, and for
     * the looking up, and wants to hear within five seconds.
     */
    private static final Duration LONGEST_APPEND = Duration.ofSeconds(2);

    /** What comes after an append that took that long. */
    private static final Duration LONGEST_SECOND_CALL = Duration.ofSeconds(1);

    private final DataSource dataSource;

    AppendFunction(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Appends the events of these commands, of each all or none: all at once, as if each were the
     * next in its stream, and only if one is not, command by command.
     *
     * @param wakeOthers whether other nodes have to be told
     * @return what became of each, in the same order
     * @throws LogUnavailable if there is no connection; then nothing is stored
     */
    List<Outcome> append(List<PendingAppend> commands, boolean wakeOthers) throws SQLException {
        try {
            return appendInTurn(commands, wakeOthers);
        } catch (SQLException failure) {
            if (NOT_IN_TURN.contains(String.valueOf(failure.getSQLState()))) {
                return appendOneByOne(commands);
            }
            throw failure;
        }
    }

    private List<Outcome> appendInTurn(List<PendingAppend> commands, boolean wakeOthers)
            throws SQLException {
        List<AppendedEvent> events =
                commands.stream().flatMap(command -> command.events().stream()).toList();
        try (Connection connection = connection(LONGEST_APPEND);
                PreparedStatement call = connection.prepareStatement(APPEND_IN_TURN)) {
            Columns<AppendedEvent> columns = new Columns<>(call, events);
            columns.add("text", AppendedEvent::stream);
            columns.add("int8", AppendedEvent::sequence);
            columns.add("uuid", AppendedEvent::id);
            columns.add("text", event -> event.encoded().type());
            columns.add("int4", event -> event.encoded().revision());
            columns.add("timestamptz", AppendedEvent::time);
            columns.add("text", event -> event.encoded().payload());
            columns.add("text", event -> event.encoded().personal());
            columns.add("text", event -> event.encoded().metadata());
            columns.add("bytea", AppendedEvent::personalDigest);
            columns.add("bytea", AppendedEvent::proof);
            columns.add("uuid", event -> event.encoded().clientMessageId());
            call.setBoolean(13, wakeOthers);
            try (ResultSet result = call.executeQuery()) {
                result.next();
                return stored(commands, result.getLong(1));
            }
        }
    }

    private static List<Outcome> stored(List<PendingAppend> commands, long firstPosition) {
        List<Outcome> outcomes = new ArrayList<>(commands.size());
        long position = firstPosition;
        for (PendingAppend command : commands) {
            outcomes.add(new Outcome.Stored(position));
            position += command.events().size();
        }
        return outcomes;
    }

    private List<Outcome> appendOneByOne(List<PendingAppend> commands) throws SQLException {
        List<NumberedEvent> events = numbered(commands);
        try (Connection connection = connection(LONGEST_SECOND_CALL);
                PreparedStatement call = connection.prepareStatement(APPEND)) {
            Columns<NumberedEvent> columns = new Columns<>(call, events);
            columns.add("int4", NumberedEvent::command);
            columns.add("text", numbered -> numbered.event.stream());
            columns.add("int8", numbered -> numbered.event.sequence());
            columns.add("uuid", numbered -> numbered.event.id());
            columns.add("text", numbered -> numbered.event.encoded().type());
            columns.add("int4", numbered -> numbered.event.encoded().revision());
            columns.add("timestamptz", numbered -> numbered.event.time());
            columns.add("text", numbered -> numbered.event.encoded().payload());
            columns.add("text", numbered -> numbered.event.encoded().personal());
            columns.add("text", numbered -> numbered.event.encoded().metadata());
            columns.add("uuid", numbered -> numbered.event.encoded().clientMessageId());
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
    Map<UUID, Long> find(List<PendingAppend> commands) throws SQLException {
        List<AppendedEvent> firstEvents =
                commands.stream().map(command -> command.events().getFirst()).toList();
        try (Connection connection = connection(LONGEST_SECOND_CALL);
                PreparedStatement call = connection.prepareStatement(FIND)) {
            Columns<AppendedEvent> columns = new Columns<>(call, firstEvents);
            columns.add("text", AppendedEvent::stream);
            columns.add("int8", AppendedEvent::sequence);
            columns.add("uuid", AppendedEvent::id);
            Map<UUID, Long> positions = new HashMap<>();
            try (ResultSet result = call.executeQuery()) {
                while (result.next()) {
                    positions.put(
                            result.getObject("event_id", UUID.class), result.getLong("position"));
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

    private static List<NumberedEvent> numbered(List<PendingAppend> commands) {
        List<NumberedEvent> events = new ArrayList<>();
        for (int command = 0; command < commands.size(); command++) {
            for (AppendedEvent event : commands.get(command).events()) {
                events.add(new NumberedEvent(command, event));
            }
        }
        return events;
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

        private final PreparedStatement statement;
        private final List<R> rows;
        private int column;

        Columns(PreparedStatement statement, List<R> rows) {
            this.statement = statement;
            this.rows = rows;
        }

        void add(String type, Function<R, @Nullable Object> value) throws SQLException {
            statement.setObject(++column, SqlArray.column(type, rows, value));
        }
    }
}
