package chat.parley.log;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import javax.sql.DataSource;

/**
 * Does beside a running follower what that one has done since the first event, to take its place in
 * the end. Meanwhile it has a row in {@code log_follower} and parked streams of its own. It never
 * goes beyond its predecessor, so when it takes over, both are at the same position and nobody who
 * has waited for that position can be disappointed.
 *
 * <p>If its row is removed, it fails with the next thing that it is to do.
 */
public final class FollowerSuccessor {

    /** What its name ends with; the rest is the name of its predecessor. */
    public static final String SUFFIX = "_next";

    /** What the name ends with of that which it replaced, as long as it is still there. */
    public static final String REPLACED_SUFFIX = "_old";

    /** Characters of JSON: what is handled, and what is read meanwhile. */
    private static final int IN_MEMORY = 2 * EventLog.BATCH_CHARACTERS;

    /** So long may the predecessors on all nodes be kept waiting by a node that froze. */
    private static final String TIMEOUTS =
            "SET LOCAL lock_timeout = '2s'; SET LOCAL idle_in_transaction_session_timeout = '3s'";

    private static final String LOCK_PREDECESSOR =
            "SELECT name FROM log_follower WHERE name = ? FOR UPDATE";

    /** See {@link FollowerTransaction}. */
    private static final String KEEP_FOLLOWERS_OUT =
            "SELECT pg_advisory_xact_lock(hashtext('log_follower'), hashtext(?))";

    private static final String TAKE_PLACE =
            "UPDATE log_follower SET generation = generation + 1, updated_at = now(),"
                    + " rebuilt_at = now() WHERE name = ?";

    private final String predecessor;
    private final String name;
    private final DataSource dataSource;
    private final JdbcTemplate jdbc;
    private final LogTail tail;
    private final FollowerTransaction transaction;
    private Pace pace = Pace.FAST;

    /**
     * @param predecessor the name of the follower whose place it takes
     * @param dataSource the handler's statements join the transaction of the batch if they go
     *     through Spring on this very data source
     */
    public FollowerSuccessor(
            String predecessor,
            DataSource dataSource,
            LogSignal signal,
            EventBatchHandler handler) {
        this.predecessor = predecessor;
        this.name = predecessor + SUFFIX;
        this.dataSource = dataSource;
        jdbc = new JdbcTemplate(dataSource);
        tail = new LogTail(new EventLog(dataSource), signal, IN_MEMORY);
        transaction =
                new FollowerTransaction(
                        name,
                        LogFollower.Start.FIRST_EVENT,
                        dataSource,
                        tail,
                        batch -> {
                            if (pace == Pace.FAST) {
                                readAhead(batch.getLast().position());
                            }
                            handler.handle(batch);
                        });
    }

    /** Reads and decodes the next events while others are handled; a failure is met again later. */
    private void readAhead(long position) {
        Thread.ofVirtual()
                .name(name + "-reads-ahead")
                .start(() -> {
                    try {
                        tail.after(position, Pace.FAST.batch).forEach(LogEntry::event);
                    } catch (RuntimeException metAgain) {
                        // Whoever handles these events reads them, and is told.
                    }
                });
    }

    /** How it works through the log. */
    public enum Pace {
        /** In large steps, and the next is read while one is written. */
        FAST(5_000),

        /**
         * In small steps, and one thing after the other: whoever appends meanwhile has a processor
         * to himself, and his flush to the disk has little of others' to write.
         */
        CONSIDERATE(100);

        private final int batch;

        Pace(int batch) {
            this.batch = batch;
        }
    }

    /** How far it has come on its way. */
    public record Progress(long position, long predecessor) {

        /** How many events are left. */
        public long behind() {
            return predecessor - position;
        }
    }

    /** What else changes hands. */
    public interface Handover {

        /**
         * Called while the predecessor is kept waiting and both are at the same position. Must not
         * take long; what it asks of the data source goes over a connection that is there already.
         *
         * @return false to try again later
         */
        boolean canHappenNow();

        /** Does it, in the transaction of the taking over; undone if anything fails. */
        void happen(JdbcOperations statements);
    }

    /**
     * Begins before the first event.
     *
     * @param prepare makes room for what the handler stores, in the same transaction
     */
    public void begin(Runnable prepare) {
        transaction.reset(prepare);
    }

    /** Handles the next events. Not to be called by two threads at once. */
    public Progress advance(Pace atPace) {
        pace = atPace;
        Progress now = progress();
        if (now.behind() <= 0) {
            return now;
        }
        long reached = transaction.advance((int) Math.min(pace.batch, now.behind()), false);
        return new Progress(reached, now.predecessor());
    }

    /**
     * Takes the predecessor's place, unless that cannot happen now. Works through what is left
     * first, while the predecessor waits: come near before.
     *
     * @return whether it has; then there is no successor any more
     */
    public boolean takeOver(Handover handover) {
        // Both are there before the predecessor is kept waiting, which must wait for no connection.
        try (Connection swapping = dataSource.getConnection();
                Connection advancing = dataSource.getConnection()) {
            // The work that is left has its own: its rows must be committed before the swap is.
            TransactionSynchronizationManager.bindResource(
                    dataSource, new ConnectionHolder(advancing));
            try {
                return takeOver(handover, swapping);
            } finally {
                TransactionSynchronizationManager.unbindResource(dataSource);
            }
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("The place was not taken", e);
        }
    }

    private boolean takeOver(Handover handover, Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        // Closed without a commit, the pool rolls back.
        JdbcTemplate swap = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
        swap.execute(TIMEOUTS);
        swap.query(LOCK_PREDECESSOR, _ -> {}, predecessor);
        Progress progress;
        do {
            progress = advance(Pace.CONSIDERATE);
        } while (progress.behind() > 0);
        if (progress.behind() < 0 || !handover.canHappenNow()) {
            return false;
        }
        swap.query(KEEP_FOLLOWERS_OUT, _ -> {}, predecessor);
        handover.happen(swap);
        swap.update(TAKE_PLACE, predecessor);
        swap.update("DELETE FROM parked_stream WHERE follower = ?", predecessor);
        swap.update("UPDATE parked_stream SET follower = ? WHERE follower = ?", predecessor, name);
        remove(swap, predecessor);
        connection.commit();
        return true;
    }

    /** Removes the successor of a follower with what it has parked; nothing if there is none. */
    public static void remove(JdbcOperations statements, String predecessor) {
        statements.update("DELETE FROM log_follower WHERE name = ?", predecessor + SUFFIX);
    }

    private Progress progress() {
        Map<String, Long> positions = new HashMap<>();
        jdbc.query(
                "SELECT name, position FROM log_follower WHERE name IN (?, ?)",
                row -> {
                    positions.put(row.getString("name"), row.getLong("position"));
                },
                name,
                predecessor);
        return new Progress(
                Objects.requireNonNull(positions.get(name), "The successor was removed"),
                Objects.requireNonNull(positions.get(predecessor), "There is no predecessor"));
    }
}
