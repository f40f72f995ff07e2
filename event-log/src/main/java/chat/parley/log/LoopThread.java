package chat.parley.log;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A thread of one's own that runs a loop from start to stop. Whether it is a platform or a virtual
 * thread decides what a stop does to a statement under way: interrupting a virtual thread closes
 * the connection that it waits on.
 */
public final class LoopThread {

    /** Runs until the latch is open. */
    public interface Loop {
        void run(CountDownLatch stopped) throws InterruptedException;
    }

    private static final long LONGEST_STOP_SECONDS = 10;

    private final Thread.Builder threads;
    private final Loop loop;
    private CountDownLatch stopped = new CountDownLatch(0);
    private @Nullable Thread thread;

    private LoopThread(Thread.Builder threads, Loop loop) {
        this.threads = threads;
        this.loop = loop;
    }

    /** A stop lets the statement that is under way end. */
    public static LoopThread finishing(String name, Loop loop) {
        return new LoopThread(Thread.ofPlatform().name(name).daemon(), loop);
    }

    /** A stop breaks off the connection that the loop waits on. */
    public static LoopThread breakingOff(String name, Loop loop) {
        return new LoopThread(Thread.ofVirtual().name(name), loop);
    }

    public synchronized void start() {
        if (isRunning()) {
            return;
        }
        CountDownLatch latch = new CountDownLatch(1);
        stopped = latch;
        thread = threads.start(() -> runUntil(latch));
    }

    private void runUntil(CountDownLatch latch) {
        try {
            loop.run(latch);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for what is under way, for some seconds. */
    public synchronized void stop() {
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

    public synchronized boolean isRunning() {
        return thread != null && thread.isAlive();
    }
}
