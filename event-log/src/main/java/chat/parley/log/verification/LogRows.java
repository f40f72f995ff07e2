package chat.parley.log.verification;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

import java.util.HexFormat;
import java.util.List;

/** Reads the rows of the log, and where it is cut or has a hole, what is left around it. */
final class LogRows {

    /** So few that even the longest messages fit into the memory, so many that it costs nothing. */
    static final int BATCH = 1_000;

    /** How far behind a hole the next event of its stream is looked for. */
    private static final int NEIGHBOURHOOD = 100_000;

    private static final String NEXT =
            "SELECT "
                    + LogRow.COLUMNS
                    + " FROM event_log WHERE position > ? AND position <= ?"
                    + " ORDER BY position LIMIT "
                    + BATCH;

    private static final String FOLLOWED = "SELECT coalesce(max(position), 0) FROM log_follower";

    private static final String HEAD =
            "SELECT position, stream, sequence, hash FROM event_log"
                    + " ORDER BY position DESC LIMIT 1";

    /** Where a stream goes on after the position without having got there before. */
    private static final String FIRST_LEAP =
            """
            SELECT leap.stream, leap.before + 1 AS missing FROM (
                SELECT e.position, e.stream, e.sequence, coalesce((
                    SELECT p.sequence FROM event_log p
                    WHERE p.stream = e.stream AND p.sequence < e.sequence
                    ORDER BY p.sequence DESC LIMIT 1), -1) AS before
                FROM event_log e WHERE e.position > ? AND e.position <= ?) AS leap
            WHERE leap.before < leap.sequence - 1
            ORDER BY leap.position LIMIT 1
            """;

    private static final String LAST_SEQUENCE =
            "SELECT sequence FROM event_log WHERE stream = ? ORDER BY sequence DESC LIMIT 1";

    private final JdbcTemplate jdbc;

    LogRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The newest position that a follower of the log has handled. */
    long followed() {
        Long position = jdbc.queryForObject(FOLLOWED, Long.class);
        return position == null ? 0 : position;
    }

    /** The newest link, null while the log is empty. */
    @Nullable LogLink head() {
        return jdbc
                .query(
                        HEAD,
                        (row, _) ->
                                new LogLink(
                                        row.getLong("position"),
                                        row.getString("stream"),
                                        row.getLong("sequence"),
                                        HexFormat.of().formatHex(row.getBytes("hash"))))
                .stream()
                .findFirst()
                .orElse(null);
    }

    /** The next rows after a position and up to another one, none only if there are none. */
    List<LogRow> next(long after, long upTo) {
        return jdbc.query(NEXT, (row, _) -> new LogRow(row), after, upTo);
    }

    /**
     * The place of the event that is missing, where its stream shows the hole too; else the place
     * as it is given.
     */
    BrokenPlace hole(BrokenPlace place) {
        return jdbc
                .query(
                        FIRST_LEAP,
                        (row, _) ->
                                new BrokenPlace(
                                        place.position(),
                                        row.getString("stream"),
                                        row.getLong("missing"),
                                        place.fault()),
                        place.position(),
                        place.position() + NEIGHBOURHOOD)
                .stream()
                .findFirst()
                .orElse(place);
    }

    /** The first place that is missing behind the end of a log that once held a later event. */
    BrokenPlace cut(long head, LogPlace later) {
        long next =
                jdbc
                                .query(
                                        LAST_SEQUENCE,
                                        (row, _) -> row.getLong("sequence"),
                                        later.stream())
                                .stream()
                                .findFirst()
                                .orElse(-1L)
                        + 1;
        return new BrokenPlace(
                head + 1, later.stream(), Math.min(next, later.sequence()), Fault.CUT_OFF);
    }
}
