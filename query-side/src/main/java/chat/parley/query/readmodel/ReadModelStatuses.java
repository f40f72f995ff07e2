package chat.parley.query.readmodel;

import chat.parley.api.ReadModelStatus;
import chat.parley.log.FollowerSuccessor;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;

import javax.sql.DataSource;

/** Looks up how the read models get on; the same on every node, but for what it has measured. */
final class ReadModelStatuses {

    private static final String LOOK =
            """
            SELECT model.name, rebuild.started_at, rebuild.caught_up_at IS NOT NULL AS caught_up,
                live.rebuilt_at,
                coalesce(CASE WHEN rebuild.read_model IS NULL THEN live.position
                    ELSE successor.position END, 0) AS position,
                coalesce((SELECT position FROM event_log ORDER BY position DESC LIMIT 1), 0)
                    AS head,
                clock_timestamp() AS now
            FROM unnest(?) AS model (name)
            LEFT JOIN log_follower live ON live.name = model.name
            LEFT JOIN log_follower successor ON successor.name = model.name || ?
            LEFT JOIN read_model_rebuild rebuild ON rebuild.read_model = model.name
            ORDER BY model.name
            """;

    /** Progress when all events are done: indexes and the swap are left. */
    private static final double BEFORE_THE_SWAP = 0.99;

    private final String[] names;
    private final JdbcTemplate jdbc;
    private final MeasuredRates rates = new MeasuredRates();

    ReadModelStatuses(Collection<String> names, DataSource dataSource) {
        this.names = names.toArray(String[]::new);
        jdbc = new JdbcTemplate(dataSource);
    }

    /** What a look at the database shows of a read model. */
    private record Look(
            String name,
            @Nullable Instant rebuildingSince,
            boolean caughtUp,
            @Nullable Instant rebuiltAt,
            long position,
            long head,
            Instant at) {

        static Look of(ResultSet row) throws SQLException {
            return new Look(
                    row.getString("name"),
                    instant(row, "started_at"),
                    row.getBoolean("caught_up"),
                    instant(row, "rebuilt_at"),
                    row.getLong("position"),
                    row.getLong("head"),
                    row.getObject("now", OffsetDateTime.class).toInstant());
        }

        private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
            OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
            return time == null ? null : time.toInstant();
        }

        ReadModelStatus status(@Nullable Double perSecond) {
            // The statement saw the positions at slightly different times.
            long lag = Math.max(head - position, 0);
            boolean rebuilding = rebuildingSince != null;
            return new ReadModelStatus(
                    name,
                    rebuilding ? "rebuilding" : "live",
                    position,
                    Math.max(head, position),
                    lag,
                    rebuilding && head > 0
                            ? Math.min((double) position / head, BEFORE_THE_SWAP)
                            : 1,
                    perSecond,
                    rebuilding && !caughtUp && perSecond != null && perSecond > 0
                            ? (long) Math.ceil(lag / perSecond)
                            : null,
                    rebuiltAt);
        }
    }

    List<ReadModelStatus> look() {
        List<Look> looks =
                jdbc.query(LOOK, (row, _) -> Look.of(row), names, FollowerSuccessor.SUFFIX);
        return looks.stream()
                .map(look ->
                        look.status(
                                rates.measure(
                                        look.name(),
                                        look.rebuildingSince(),
                                        look.at(),
                                        look.position())))
                .toList();
    }
}
