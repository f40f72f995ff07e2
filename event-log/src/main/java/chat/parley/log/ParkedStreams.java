package chat.parley.log;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import javax.sql.DataSource;

/**
 * The streams that followers of the log could not go on with, and the way back. All of it throws
 * Spring's {@code DataAccessException} while the database is away.
 */
public final class ParkedStreams {

    /**
     * A stream that a follower passes by.
     *
     * @param fromSequence place in the stream of the event that failed
     * @param reason kinds, codes and places; nothing of what the event holds
     */
    public record Parked(
            String follower, String stream, long fromSequence, String reason, Instant parkedAt) {}

    /** What came of trying again. */
    public enum Retried {
        /** All events of the stream were handled, and the follower goes on with it. */
        HANDLED,
        /** An event failed again: nothing has changed but the reason. */
        STILL_PARKED,
        /** The follower had not parked it. */
        NOT_PARKED
    }

    private static final int BATCH = 5_000;

    /** As the follower itself locks its row; see {@link FollowerTransaction}. */
    private static final String LOCK_FOLLOWER =
            "SELECT position, pg_advisory_xact_lock_shared(hashtext('log_follower'), hashtext(name))"
                    + " FROM (SELECT name, position FROM log_follower WHERE name = ? FOR UPDATE)"
                    + " AS locked";

    private static final String COLUMNS = "follower, stream, from_sequence, reason, parked_at";

    private static final RowMapper<Parked> PARKED =
            (row, _) ->
                    new Parked(
                            row.getString("follower"),
                            row.getString("stream"),
                            row.getLong("from_sequence"),
                            row.getString("reason"),
                            row.getObject("parked_at", OffsetDateTime.class).toInstant());

    private final EventLog log;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    public ParkedStreams(DataSource dataSource, EventLog log) {
        this.log = log;
        jdbc = new JdbcTemplate(dataSource);
        transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    /** What a follower has parked, the oldest first. */
    public List<Parked> of(String follower) {
        return jdbc.query(
                "SELECT "
                        + COLUMNS
                        + " FROM parked_stream WHERE follower = ? ORDER BY parked_at, stream",
                PARKED,
                follower);
    }

    /**
     * Handles all events of a parked stream anew, up to where the follower is, in one transaction
     * that keeps the follower waiting.
     *
     * @param remove takes away what the handler has stored for the stream
     * @param handler its statements join the transaction, as those of a follower do
     */
    public Retried retry(
            String follower, String stream, Runnable remove, EventBatchHandler handler) {
        return Objects.requireNonNull(
                transaction.execute(_ -> {
                    List<Long> positions =
                            jdbc.query(
                                    LOCK_FOLLOWER, (row, _) -> row.getLong("position"), follower);
                    if (positions.isEmpty() || !isParked(follower, stream)) {
                        return Retried.NOT_PARKED;
                    }
                    LongStatements.allow(jdbc);
                    jdbc.execute("SAVEPOINT before_retry");
                    try {
                        remove.run();
                        handleAll(stream, positions.getFirst(), handler);
                    } catch (RuntimeException failure) {
                        if (Outage.isCauseOf(failure)) {
                            throw failure;
                        }
                        jdbc.execute("ROLLBACK TO SAVEPOINT before_retry");
                        jdbc.update(
                                "UPDATE parked_stream SET reason = ? WHERE follower = ? AND stream = ?",
                                FailureReason.of(failure),
                                follower,
                                stream);
                        return Retried.STILL_PARKED;
                    }
                    jdbc.update(
                            "DELETE FROM parked_stream WHERE follower = ? AND stream = ?",
                            follower,
                            stream);
                    return Retried.HANDLED;
                }));
    }

    /**
     * Hands over the oldest parking that was not recorded yet. Of several nodes that ask at the
     * same time one gets it. It is handed over again if {@code record} fails, or if this node ends
     * before it could be noted that it did not.
     *
     * @return whether there was one
     */
    public boolean recordNext(Consumer<Parked> record) {
        return Boolean.TRUE.equals(
                transaction.execute(_ -> {
                    List<Long> numbers =
                            jdbc.query(
                                    "SELECT number FROM parking_to_record ORDER BY number LIMIT 1"
                                            + " FOR UPDATE SKIP LOCKED",
                                    (row, _) -> row.getLong("number"));
                    numbers.forEach(number -> {
                        record.accept(
                                jdbc.query(
                                                "SELECT "
                                                        + COLUMNS
                                                        + " FROM parking_to_record WHERE number = ?",
                                                PARKED,
                                                number)
                                        .getFirst());
                        jdbc.update("DELETE FROM parking_to_record WHERE number = ?", number);
                    });
                    return !numbers.isEmpty();
                }));
    }

    private boolean isParked(String follower, String stream) {
        return !jdbc.queryForList(
                        "SELECT 1 FROM parked_stream WHERE follower = ? AND stream = ?",
                        Integer.class,
                        follower,
                        stream)
                .isEmpty();
    }

    private void handleAll(String stream, long upToPosition, EventBatchHandler handler) {
        long next = 0;
        List<LoggedEvent> events;
        do {
            events = log.readStream(stream, next, upToPosition, BATCH);
            next += events.size();
            if (!events.isEmpty()) {
                handler.handle(events);
            }
        } while (events.size() == BATCH);
    }
}
