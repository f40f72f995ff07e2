package chat.parley.log.verification;

import chat.parley.log.SqlArray;

import org.springframework.jdbc.core.JdbcTemplate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each stream has got to, so that it is seen whether its next event is the next one. Only the
 * streams met last are remembered, however many there are; of another one the log is asked.
 */
final class StreamPlaces {

    /** By its index, each stream's last event before the one that is met now. */
    private static final String LAST_BEFORE =
            """
            SELECT met.stream, coalesce((
                SELECT e.sequence FROM event_log e
                WHERE e.stream = met.stream AND e.sequence < met.sequence
                    AND e.position < met.position
                ORDER BY e.sequence DESC LIMIT 1), -1)
            FROM unnest(?, ?, ?) AS met (stream, sequence, position)
            """;

    private final JdbcTemplate jdbc;
    private final Map<String, Long> lastSequences;

    /**
     * @param remembered how many streams; no fewer than there are rows to get ready for
     */
    StreamPlaces(JdbcTemplate jdbc, int remembered) {
        this.jdbc = jdbc;
        lastSequences = new Recent<>(remembered);
    }

    /** Gets ready for rows that follow each other. */
    void prepare(List<LogRow> rows) {
        Map<String, LogRow> met = new LinkedHashMap<>();
        for (LogRow row : rows) {
            if (lastSequences.get(row.stream) == null) {
                met.putIfAbsent(row.stream, row);
            }
        }
        // A stream begins with 0: of its first event there is nothing to ask.
        met.values().removeIf(row -> row.sequence == 0);
        if (met.isEmpty()) {
            return;
        }
        jdbc.query(
                LAST_BEFORE,
                statement -> {
                    statement.setObject(
                            1, SqlArray.column("text", met.values(), row -> row.stream));
                    statement.setObject(
                            2, SqlArray.column("int8", met.values(), row -> row.sequence));
                    statement.setObject(
                            3, SqlArray.column("int8", met.values(), row -> row.position));
                },
                row -> {
                    lastSequences.put(row.getString(1), row.getLong(2));
                });
    }

    /** Whether the row holds the next event of its stream; takes it as the last one then. */
    boolean isNext(LogRow row) {
        Long last = lastSequences.get(row.stream);
        if (row.sequence != (last == null ? 0 : last + 1)) {
            return false;
        }
        lastSequences.put(row.stream, row.sequence);
        return true;
    }
}
