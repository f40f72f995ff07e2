package chat.parley.log;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Remembers for a moment that the database did not answer. Callers stand in queues, as the frames
 * of one socket and the commands of one chat do, and one request asks more than once: without this,
 * each would wait as long anew for what the one before has just found out.
 */
public final class RecentOutage {

    private static final long MEMORY = Duration.ofMillis(250).toNanos();

    /** A failure that was found sooner may concern one connection only, and kept nobody waiting. */
    private static final long LONG_WAIT = Duration.ofMillis(750).toNanos();

    private volatile long foundAt = System.nanoTime() - MEMORY;

    /**
     * Does the work, whose own failures come through as they are.
     *
     * @throws LogUnavailable at once if an outage was found a moment ago
     */
    public <T extends @Nullable Object> T unlessJustFound(Supplier<T> work) {
        long began = System.nanoTime();
        if (began - foundAt < MEMORY) {
            throw new LogUnavailable("The database did not answer a moment ago", null);
        }
        try {
            return work.get();
        } catch (RuntimeException failure) {
            long now = System.nanoTime();
            if (now - began > LONG_WAIT && Outage.isCauseOf(failure)) {
                foundAt = now;
            }
            throw failure;
        }
    }
}
