package chat.parley.query.proof;

import chat.parley.api.ChatEvent;
import chat.parley.api.ReadModelProof;
import chat.parley.api.ReadModelProof.Difference;
import chat.parley.log.EventLog;
import chat.parley.log.LogEntry;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Compares one read model with the log, both as they are in the transaction of the caller. They are
 * read side by side and chat by chat, so no more than the longest chat is in memory.
 */
final class LogComparison implements AutoCloseable {

    private record ServedRow(String chat, Row row) {}

    private final ExpectedRows expected;
    private final EventLog log;
    private final JdbcTemplate jdbc;
    private final List<Stream<?>> open = new ArrayList<>();

    LogComparison(ExpectedRows expected, EventLog log, JdbcTemplate jdbc) {
        this.expected = expected;
        this.log = log;
        this.jdbc = jdbc;
    }

    /** Empty if the read model gave way to a new generation just when this began. */
    Optional<ReadModelProof> run(Instant now) {
        long position = position();
        Set<String> parked = parked();
        Set<String> forgotten = forgottenAfter(position);
        // Sorting millions of rows first would take longer than the driver waits for an answer.
        jdbc.execute("set local enable_sort = off");
        boolean certain = areTheTablesOfThisMoment();
        ByChat<LogEntry> events =
                new ByChat<>(opened(log.readByChat(position)).iterator(), LogEntry::stream);
        List<ByChat<ServedRow>> tables = expected.tables().stream().map(this::rows).toList();
        if (!certain || !areTheTablesOfThisMoment()) {
            return Optional.empty();
        }

        long compared = 0;
        long skipped = 0;
        Difference difference = null;
        for (String chat = first(events, tables);
                chat != null && difference == null;
                chat = first(events, tables)) {
            List<LogEntry> entries = events.take(chat);
            List<List<Row>> served = take(tables, chat);
            if (parked.contains(chat)) {
                skipped++;
            } else if (!forgotten.contains(chat)) {
                compared++;
                difference = firstDifference(UUID.fromString(chat), entries, served);
            }
        }
        return Optional.of(
                new ReadModelProof(
                        expected.readModel(),
                        position,
                        compared,
                        skipped,
                        difference == null,
                        difference,
                        now));
    }

    @Override
    public void close() {
        open.forEach(Stream::close);
    }

    private long position() {
        return jdbc
                .query(
                        "select position from log_follower where name = ?",
                        (row, _) -> row.getLong(1),
                        expected.readModel())
                .stream()
                .findFirst()
                .orElse(0L);
    }

    private Set<String> parked() {
        return streams("select stream from parked_stream where follower = ?", expected.readModel());
    }

    /** The log may have forgotten already what the read model has not been told to forget. */
    private Set<String> forgottenAfter(long position) {
        return streams(
                "select stream from event_log where position > ? and type = 'ChatErased'",
                position);
    }

    private Set<String> streams(String sql, Object argument) {
        return new HashSet<>(jdbc.queryForList(sql, String.class, argument));
    }

    /**
     * Rows are as the transaction first saw them, but names lead to the table that has them now. So
     * if a new generation took the name in between, its rows would seem to be missing. To be asked
     * before and after the tables are opened.
     */
    private boolean areTheTablesOfThisMoment() {
        return expected.tables().stream()
                .allMatch(table ->
                        Boolean.TRUE.equals(
                                jdbc.queryForObject(
                                        """
                                        select exists (
                                            select from pg_class c
                                            join pg_namespace n on n.oid = c.relnamespace
                                            where n.nspname || '.' || c.relname = ?
                                                and c.oid = to_regclass(?))
                                        """,
                                        Boolean.class,
                                        table.name(),
                                        table.name())));
    }

    private @Nullable Difference firstDifference(
            UUID chat, List<LogEntry> entries, List<List<Row>> served) {
        List<ChatEvent> events = new ArrayList<>();
        for (LogEntry entry : entries) {
            try {
                events.add(entry.event().chatEvent());
            } catch (RuntimeException unreadable) {
                return new Difference(
                        chat,
                        "event " + entry.sequence(),
                        "an event that can be read",
                        "an event that cannot be read");
            }
        }
        List<ServedTable> tables = expected.tables();
        List<List<Row>> right =
                events.isEmpty()
                        ? tables.stream().map(_ -> List.<Row>of()).toList()
                        : expected.of(FoldedChat.of(events));
        for (int n = 0; n < tables.size(); n++) {
            Difference difference =
                    RowComparison.firstDifference(chat, tables.get(n), right.get(n), served.get(n));
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private ByChat<ServedRow> rows(ServedTable table) {
        int columns = table.columns().size();
        return new ByChat<>(
                opened(jdbc.queryForStream(table.query(), (row, _) -> servedRow(row, columns)))
                        .iterator(),
                ServedRow::chat);
    }

    private <T> Stream<T> opened(Stream<T> stream) {
        open.add(stream);
        return stream;
    }

    private static ServedRow servedRow(ResultSet row, int columns) throws SQLException {
        @Nullable Object[] values = new Object[columns];
        for (int n = 0; n < columns; n++) {
            values[n] = value(row, n + 3);
        }
        return new ServedRow(row.getString(1), Row.of(row.getLong(2), values));
    }

    private static @Nullable Object value(ResultSet row, int column) throws SQLException {
        Object value = row.getObject(column);
        return switch (value) {
            case Timestamp time -> time.toInstant();
            case Array words -> Set.of((Object[]) words.getArray());
            case null, default -> value;
        };
    }

    private static List<List<Row>> take(List<ByChat<ServedRow>> tables, String chat) {
        return tables.stream()
                .map(table -> table.take(chat).stream().map(ServedRow::row).toList())
                .toList();
    }

    private static @Nullable String first(ByChat<LogEntry> events, List<ByChat<ServedRow>> tables) {
        return Stream.concat(Stream.of(events), tables.stream())
                .map(ByChat::chat)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
