package chat.parley.log;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A thread of one's own that runs a loop from start to stop. A platform thread: interrupting a
 * virtual one in the middle of a statement would close the database connection under it.
 */
final class LoopThread {

    /** Runs until the latch is open. */
    interface Loop {
        void run(CountDownLatch stopped) throws InterruptedException;
    }

    private static final long LONGEST_STOP_SECONDS = 10;

    private final String name;
    private final Loop loop;
    private CountDownLatch stopped = new CountDownLatch(0);
    private @Nullable Thread thread;

    LoopThread(String name, Loop loop) {
        this.name = name;
        this.loop = loop;
    }

    synchronized void start() {
        if (isRunning()) {
            return;
        }
        CountDownLatch latch = new CountDownLatch(1);
        stopped = latch;
        thread = Thread.ofPlatform().name(name).daemon().start(() -> runUntil(latch));
    }

    private void runUntil(CountDownLatch latch) {
        try {
            loop.run(latch);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for what is under way, for some seconds. */
    synchronized void stop() {
        stopped.countDown();
        Thread running = thread;
        if (running != null) {
            running.interrupt();
            try {
                running.join(TimeUnit.SECONDS.toMillis(LONGEST_STOP_SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            thread = null;
        }
    }

    synchronized boolean isRunning() {
        return thread != null && thread.isAlive();
    }
}
