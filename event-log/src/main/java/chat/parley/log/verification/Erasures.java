package chat.parley.log.verification;

import chat.parley.log.SqlArray;

import org.springframework.jdbc.core.JdbcTemplate;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Knows whose personal parts may be gone: those of a chat's events before it was erased. */
final class Erasures {

    private static final int REMEMBERED = 10_000;
    private static final long NEVER = -1;

    private static final String ERASED_AT =
            "SELECT stream, max(position) FROM event_log"
                    + " WHERE stream = ANY (?) AND type = 'ChatErased' GROUP BY stream";

    private final JdbcTemplate jdbc;
    private final Map<String, Long> positions = new Recent<>(REMEMBERED);

    Erasures(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Gets ready for rows that are looked at next. */
    void prepare(List<LogRow> rows) {
        Set<String> streams = new LinkedHashSet<>();
        for (LogRow row : rows) {
            if (row.isWithoutItsPersonalPart() && positions.get(row.stream) == null) {
                streams.add(row.stream);
            }
        }
        if (streams.isEmpty()) {
            return;
        }
        streams.forEach(stream -> positions.put(stream, NEVER));
        jdbc.query(
                ERASED_AT,
                statement ->
                        statement.setObject(1, SqlArray.column("text", streams, stream -> stream)),
                row -> {
                    positions.put(row.getString(1), row.getLong(2));
                });
    }

    /** Whether an erasure took the personal part of this row. */
    boolean explain(LogRow row) {
        return positions.getOrDefault(row.stream, NEVER) > row.position;
    }
}
