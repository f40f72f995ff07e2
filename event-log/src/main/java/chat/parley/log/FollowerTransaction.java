package chat.parley.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

import javax.sql.DataSource;

/**
 * One step of a follower: its row is locked, the next events are handled, the position is moved,
 * all in one transaction.
 */
final class FollowerTransaction {

    private static final Logger LOGGER = LoggerFactory.getLogger(FollowerTransaction.class);

    /**
     * The timeout frees the row if the node that holds it is frozen, so that another one goes on.
     * The commit need not wait for the disk: if the database crashes, work and position are lost
     * together, and done again.
     *
     * <p>The advisory lock is for {@link FollowerSuccessor}, which exchanges the tables: a commit
     * shows the row before all connections know of the new tables, and gives back this lock after.
     */
    private static final String LOCK_ROW =
            "SELECT position, set_config('idle_in_transaction_session_timeout', '30s', true),"
                    + " set_config('synchronous_commit', 'off', true),"
                    + " pg_advisory_xact_lock_shared(hashtext('log_follower'), hashtext(name))"
                    + " FROM (SELECT name, position FROM log_follower WHERE name = ? FOR UPDATE)"
                    + " AS locked";

    private final String name;
    private final LogFollower.Start start;
    private final EventBatchHandler handler;
    private final LogTail tail;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private volatile boolean registered;

    FollowerTransaction(
            String name,
            LogFollower.Start start,
            DataSource dataSource,
            LogTail tail,
            EventBatchHandler handler) {
        this.name = name;
        this.start = start;
        this.tail = tail;
        this.handler = handler;
        jdbc = new JdbcTemplate(dataSource);
        transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    /**
     * Handles the next events.
     *
     * @param patiently whether a statement may take a minute, instead of as long as the pool lets
     *     it: after an attempt that failed, which may have needed more time than it had
     * @return the position that is done now; the one from before if there were none
     */
    long advance(int limit, boolean patiently) {
        try {
            return advance(limit, patiently, this::handleTogether);
        } catch (RuntimeException first) {
            if (passes(first)) {
                throw first;
            }
        }
        try {
            return advance(limit, patiently, this::handleTogether);
        } catch (RuntimeException second) {
            if (passes(second)) {
                throw second;
            }
            LOGGER.warn(
                    "A batch of {} failed twice and is taken event by event: {}",
                    name,
                    FailureReason.of(second));
        }
        return advance(limit, patiently, this::handleOneByOne);
    }

    /** Goes back before the first event and forgets what was parked. */
    void reset(Runnable clear) {
        register();
        transaction.executeWithoutResult(_ -> {
            lockRow();
            clear.run();
            jdbc.update("DELETE FROM parked_stream WHERE follower = ?", name);
            moveTo(0);
        });
    }

    void markRebuilt() {
        jdbc.update("UPDATE log_follower SET rebuilt_at = now() WHERE name = ?", name);
    }

    /**
     * Whether trying again later is the answer. An event of a newer version is nothing to pass by:
     * the node that knows it will handle it.
     */
    private static boolean passes(RuntimeException failure) {
        return failure instanceof UnknownEvent || Outage.isCauseOf(failure);
    }

    private long advance(
            int limit, boolean patiently, BiConsumer<List<LogEntry>, Set<String>> handle) {
        register();
        Long reached =
                transaction.execute(_ -> {
                    long position = patiently ? lockRowPatiently() : lockRow();
                    List<LogEntry> events = tail.after(position, limit);
                    if (events.isEmpty()) {
                        return position;
                    }
                    handle.accept(events, parkedStreams());
                    long last = events.getLast().position();
                    moveTo(last);
                    return last;
                });
        return reached == null ? 0 : reached;
    }

    /** However far a follower got with a stream, it forgets a person. */
    private static boolean isFor(LogEntry event, Set<String> parked) {
        return event.isErasure() || !parked.contains(event.stream());
    }

    private void handleTogether(List<LogEntry> events, Set<String> parked) {
        List<LoggedEvent> batch =
                events.stream().filter(event -> isFor(event, parked)).map(LogEntry::event).toList();
        if (!batch.isEmpty()) {
            handler.handle(batch);
        }
    }

    private void handleOneByOne(List<LogEntry> events, Set<String> parked) {
        for (LogEntry event : events) {
            if (!isFor(event, parked)) {
                continue;
            }
            jdbc.execute("SAVEPOINT before_event");
            try {
                handler.handle(List.of(event.event()));
                jdbc.execute("RELEASE SAVEPOINT before_event");
            } catch (RuntimeException failure) {
                if (passes(failure)) {
                    throw failure;
                }
                jdbc.execute("ROLLBACK TO SAVEPOINT before_event");
                park(event, failure);
                parked.add(event.stream());
            }
        }
    }

    /**
     * Together with the parking it is noted that the log has yet to tell of it. What a successor
     * parks is no event: a rebuild causes none.
     */
    private void park(LogEntry event, RuntimeException failure) {
        String reason = FailureReason.of(failure);
        LOGGER.error(
                "{} parks stream {} from sequence {} on: {}",
                name,
                event.stream(),
                event.sequence(),
                reason);
        jdbc.update(
                "WITH parked AS ("
                        + "INSERT INTO parked_stream (follower, stream, from_sequence, reason)"
                        + " VALUES (?, ?, ?, ?) ON CONFLICT (follower, stream) DO UPDATE"
                        + " SET from_sequence = excluded.from_sequence, reason = excluded.reason"
                        + " RETURNING *)"
                        + " INSERT INTO parking_to_record"
                        + " (follower, stream, from_sequence, reason, parked_at)"
                        + " SELECT follower, stream, from_sequence, reason, parked_at FROM parked"
                        + " WHERE ?",
                name,
                event.stream(),
                event.sequence(),
                reason,
                !name.endsWith(FollowerSuccessor.SUFFIX));
    }

    private void register() {
        if (!registered) {
            long position = start == LogFollower.Start.HEAD ? tail.head() : 0;
            jdbc.update(
                    "INSERT INTO log_follower (name, position) VALUES (?, ?)"
                            + " ON CONFLICT (name) DO NOTHING",
                    name,
                    position);
            registered = true;
        }
    }

    private long lockRow() {
        Long position = jdbc.queryForObject(LOCK_ROW, (row, _) -> row.getLong("position"), name);
        return position == null ? 0 : position;
    }

    /**
     * What was given up on this side may still be at work on the server and hold the row. It is
     * waited for in short turns, which leave no more behind there; and once it is had the database
     * answers, so what takes long from then on is no outage.
     */
    private long lockRowPatiently() {
        jdbc.execute("SET LOCAL lock_timeout = '2s'");
        long position = lockRow();
        LongStatements.allow(jdbc);
        return position;
    }

    private Set<String> parkedStreams() {
        return new HashSet<>(
                jdbc.queryForList(
                        "SELECT stream FROM parked_stream WHERE follower = ?", String.class, name));
    }

    private void moveTo(long position) {
        jdbc.update(
                "UPDATE log_follower SET position = ?, updated_at = now() WHERE name = ?",
                position,
                name);
    }
}
