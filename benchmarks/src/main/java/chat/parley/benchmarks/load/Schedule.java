package chat.parley.benchmarks.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * When each message of an open loop is due, whatever became of those before: users do not wait for
 * each other. Latency counts from here, so a server that stalls pays for all that piles up.
 *
 * @param start when the first message is due, by {@link System#nanoTime}
 * @param perSecond how many are due in a second, evenly spaced
 */
record Schedule(long start, int perSecond) {

    /** When a message is due, by {@link System#nanoTime}; they count from 0. */
    long at(long index) {
        return start + index * TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /** Returns when a message is due, at once if that time has passed. */
    void await(long index) {
        long due = at(index);
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
