package chat.parley.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import javax.sql.DataSource;

/**
 * Takes the events of the log to a handler, each once and in order, and remembers in the database
 * how far it has come. Position and work are one transaction, which holds the follower's row: any
 * number of nodes may run the same follower, and each batch is done by one of them.
 *
 * <p>If a batch fails twice for a reason in the data, its events are given one by one, and a stream
 * whose event still fails is <em>parked</em>: noted in {@code parked_stream} and passed by from
 * then on. Trouble of the database never parks anything; the follower tries again until it is over,
 * and gives its statements more time then, for one that takes long looks like such trouble.
 */
public final class LogFollower implements SmartLifecycle {

    /** Where a follower begins that has never run before. */
    public enum Start {
        /** With the first event there is: for read models. */
        FIRST_EVENT,
        /** With the next event to come: for what must not repeat the past. */
        HEAD
    }

    /** Is told how a run to the end gets on. */
    @FunctionalInterface
    public interface Progress {

        /** What is done, and what the log holds by now. */
        void reached(long position, long head);
    }

    /** Starts after the signal and before the web server. */
    public static final int PHASE = LogSignal.PHASE + 100;

    private static final Logger LOGGER = LoggerFactory.getLogger(LogFollower.class);
    private static final int LIVE_BATCH = 1_000;
    private static final int REBUILD_BATCH = 5_000;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final long NOT_KNOWN = -1;

    /** How long one may gather that does nothing for most events: its doing is not waited for. */
    public static final Duration AT_LEISURE = Duration.ofMillis(500);

    /** Short for whoever looks at a list; long enough that a step costs little for each event. */
    private static final Duration CLOSELY = Duration.ofMillis(50);

    private final String name;
    private final Duration gather;
    private final LogTail tail;
    private final FollowerTransaction transaction;
    private final LoopThread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();
    private final Condition awaited = lock.newCondition();
    private long position = NOT_KNOWN;
    private int waiting;

    /** One whose work is waited for: it follows closely. */
    public LogFollower(
            String name,
            Start start,
            DataSource dataSource,
            LogTail tail,
            EventBatchHandler handler) {
        this(name, start, CLOSELY, dataSource, tail, handler);
    }

    /**
     * @param name its row in {@code log_follower}; for ever the same
     * @param gather what comes within this time is handled together, unless somebody waits for it
     * @param dataSource the handler's statements join the transaction of the batch if they go
     *     through Spring on this very data source
     */
    public LogFollower(
            String name,
            Start start,
            Duration gather,
            DataSource dataSource,
            LogTail tail,
            EventBatchHandler handler) {
        this.name = name;
        this.gather = gather;
        this.tail = tail;
        transaction = new FollowerTransaction(name, start, dataSource, tail, handler);
        thread = LoopThread.finishing("log-follower-" + name, this::follow);
        tail.onBreak(this::doubt);
    }

    /** Up to where everything is done and committed, as far as this node knows. */
    public long position() {
        lock.lock();
        try {
            return Math.max(position, 0);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until everything up to a position is done.
     *
     * @return whether it is
     */
    public boolean awaitPosition(long wanted, Duration atMost) throws InterruptedException {
        long nanos = atMost.toNanos();
        lock.lockInterruptibly();
        waiting++;
        awaited.signal();
        try {
            while (position < wanted && nanos > 0) {
                nanos = advanced.awaitNanos(nanos);
            }
            return position >= wanted;
        } finally {
            waiting--;
            lock.unlock();
        }
    }

    /**
     * Goes back before the first event, so that everything is handled anew; what was parked is
     * forgotten. Nodes that run this follower then start over too.
     *
     * @param clear removes what the handler has stored, in the same transaction
     */
    public void reset(Runnable clear) {
        long breaks = tail.breaks();
        transaction.reset(clear);
        moveTo(0, breaks);
    }

    /**
     * Works through the log on the caller's thread, in large batches, until nothing is left.
     *
     * @throws RuntimeException as soon as the database is away; what was done until then stays done
     */
    public void runToEnd(Progress progress) {
        long reached;
        long head;
        do {
            long breaks = tail.breaks();
            reached = transaction.advance(REBUILD_BATCH, true);
            head = tail.head();
            moveTo(reached, breaks);
            progress.reached(reached, head);
        } while (reached < head);
        transaction.markRebuilt();
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void stop() {
        thread.stop();
    }

    @Override
    public boolean isRunning() {
        return thread.isRunning();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void follow(CountDownLatch stopped) throws InterruptedException {
        Backoff backoff = new Backoff();
        while (stopped.getCount() > 0) {
            try {
                if (isSureOfItsPosition()) {
                    if (tail.await(position(), LOOK_EVERY) <= position()) {
                        continue;
                    }
                    gather();
                }
                long breaks = tail.breaks();
                moveTo(transaction.advance(LIVE_BATCH, backoff.isFailing()), breaks);
                backoff.succeeded(LOGGER, name + " goes on");
            } catch (RuntimeException | Error failure) {
                if (stopped.getCount() > 0) {
                    backoff.failed(LOGGER, name + " is held up", failure);
                }
            }
            backoff.pause(stopped);
        }
    }

    private boolean isSureOfItsPosition() {
        lock.lock();
        try {
            return position != NOT_KNOWN;
        } finally {
            lock.unlock();
        }
    }

    /** Until the time is over, a batch is full, or somebody waits. */
    private void gather() throws InterruptedException {
        long end = System.nanoTime() + gather.toNanos();
        long left = gather.toNanos();
        while (left > 0 && tail.knownHead() - position() < LIVE_BATCH) {
            if (isAwaitedWithin(Math.min(left, CLOSELY.toNanos()))) {
                return;
            }
            left = end - System.nanoTime();
        }
    }

    private boolean isAwaitedWithin(long nanos) throws InterruptedException {
        long left = nanos;
        lock.lockInterruptibly();
        try {
            while (waiting == 0 && left > 0) {
                left = awaited.awaitNanos(left);
            }
            return waiting > 0;
        } finally {
            lock.unlock();
        }
    }

    /** What was done while the database may have crashed is perhaps not done: that is looked up. */
    private void moveTo(long reached, long breaksBefore) {
        lock.lock();
        try {
            position = tail.breaks() == breaksBefore ? reached : NOT_KNOWN;
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void doubt() {
        lock.lock();
        try {
            position = NOT_KNOWN;
        } finally {
            lock.unlock();
        }
    }
}
