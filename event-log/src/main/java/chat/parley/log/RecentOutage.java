package chat.parley.log;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Remembers for a moment that the log did not answer. Callers stand in queues, as the frames of one
 * socket and the commands of one chat do: without this, each of them would wait as long anew for
 * what the one before has just found out.
 */
final class RecentOutage {

    private static final long MEMORY = Duration.ofMillis(250).toNanos();

    /** A failure that was found sooner may concern one connection only, and kept nobody waiting. */
    private static final long LONG_WAIT = Duration.ofMillis(750).toNanos();

    private volatile long foundAt = System.nanoTime() - MEMORY;

    /**
     * @throws LogUnavailable from the work, or at once if it was found a moment ago
     */
    <T> T unlessJustFound(Supplier<T> work) {
        long began = System.nanoTime();
        if (began - foundAt < MEMORY) {
            throw new LogUnavailable("The log did not answer a moment ago", null);
        }
        try {
            return work.get();
        } catch (LogUnavailable failure) {
            long now = System.nanoTime();
            if (now - began > LONG_WAIT) {
                foundAt = now;
            }
            throw failure;
        }
    }
}
