package chat.parley.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

/**
 * Keeps for each stream the newest snapshot. They only save time: one that is missing, or of
 * another revision, means that more events are read. They are stored behind the back of whoever
 * offers them, and while too many wait further ones are dropped.
 */
public final class StreamSnapshots implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(StreamSnapshots.class);
    private static final int MOST_WAITING = 1_000;

    private final JdbcTemplate jdbc;
    private final ThreadPoolExecutor writer =
            new ThreadPoolExecutor(
                    1,
                    1,
                    1,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(MOST_WAITING),
                    Thread.ofVirtual().name("snapshots").factory(),
                    new ThreadPoolExecutor.DiscardPolicy());

    public StreamSnapshots(DataSource dataSource) {
        jdbc = new JdbcTemplate(dataSource);
        writer.allowCoreThreadTimeOut(true);
    }

    /**
     * A snapshot.
     *
     * @param sequence the place in the stream of the last event that is in it
     * @param state JSON, without anything personal
     */
    public record Snapshot(long sequence, String state) {}

    /** The newest snapshot of a stream, if it is of this revision. */
    public Optional<Snapshot> find(String stream, int revision) {
        return jdbc
                .query(
                        "SELECT sequence, state FROM stream_snapshot"
                                + " WHERE stream = ? AND revision = ?",
                        (row, _) -> new Snapshot(row.getLong("sequence"), row.getString("state")),
                        stream,
                        revision)
                .stream()
                .findFirst();
    }

    /** Stores a snapshot soon, unless a newer one is there; returns at once. */
    public void offer(String stream, int revision, Snapshot snapshot) {
        writer.execute(() -> store(stream, revision, snapshot));
    }

    /** Removes what is kept of a stream, in the caller's transaction if there is one. */
    public void remove(String stream) {
        jdbc.update("DELETE FROM stream_snapshot WHERE stream = ?", stream);
    }

    private void store(String stream, int revision, Snapshot snapshot) {
        try {
            jdbc.update(
                    """
                    INSERT INTO stream_snapshot AS old (stream, sequence, revision, state)
                    VALUES (?, ?, ?, ?::jsonb)
                    ON CONFLICT (stream) DO UPDATE SET sequence = excluded.sequence,
                        revision = excluded.revision, state = excluded.state, taken_at = now()
                    WHERE old.sequence < excluded.sequence OR old.revision <> excluded.revision
                    """,
                    stream,
                    snapshot.sequence(),
                    revision,
                    snapshot.state());
        } catch (DataAccessException failure) {
            LOGGER.debug("A snapshot was not stored: {}", FailureReason.of(failure));
        }
    }

    @Override
    public void close() {
        writer.shutdownNow();
    }
}
