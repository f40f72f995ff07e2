package chat.parley.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Takes to a handler what is appended from the start on, in order and without a gap, on every node
 * that runs it. Nothing is remembered: for what is told to those who are connected right now. An
 * event that the handler fails on is passed by; an outage of the database only delays.
 *
 * <p>What this node appends is handled on the appender's thread, before its sender is answered, if
 * nothing older is still to be handled; everything else on a thread of this reader's own. So the
 * handler must not wait for anything.
 */
public final class TailReader implements SmartLifecycle {

    private static final Logger LOGGER = LoggerFactory.getLogger(TailReader.class);
    private static final int BATCH = 500;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final String name;
    private final LogTail tail;
    private final EventBatchHandler handler;
    private final LoopThread thread;

    /** Held while events are handled. */
    private final ReentrantLock turn = new ReentrantLock();

    private final Semaphore somethingIsLeft = new Semaphore(0);
    private volatile long position = Long.MAX_VALUE;

    public TailReader(String name, LogTail tail, EventBatchHandler handler) {
        this.name = name;
        this.tail = tail;
        this.handler = handler;
        thread = LoopThread.finishing("log-tail-" + name, this::read);
        tail.onAppend(this::readAppended);
        tail.onRise(this::wakeIfSomethingIsLeft);
    }

    /** What is committed after this returns will reach the handler. */
    @Override
    public synchronized void start() {
        if (!thread.isRunning()) {
            position = tail.head();
            thread.start();
        }
    }

    @Override
    public void stop() {
        thread.stop();
        turn.lock();
        try {
            position = Long.MAX_VALUE;
        } finally {
            turn.unlock();
        }
    }

    @Override
    public boolean isRunning() {
        return thread.isRunning();
    }

    @Override
    public int getPhase() {
        return LogFollower.PHASE;
    }

    private void readAppended() {
        if (turn.tryLock()) {
            try {
                handleNext(tail.inMemory(position, BATCH));
            } finally {
                turn.unlock();
            }
        }
    }

    private void wakeIfSomethingIsLeft() {
        if (tail.knownHead() > position) {
            somethingIsLeft.release();
        }
    }

    private void read(CountDownLatch stopped) throws InterruptedException {
        Backoff backoff = new Backoff();
        while (stopped.getCount() > 0) {
            try {
                readAll(stopped);
                backoff.succeeded(LOGGER, name + " goes on");
                boolean _ =
                        somethingIsLeft.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                somethingIsLeft.drainPermits();
            } catch (RuntimeException failure) {
                if (stopped.getCount() > 0) {
                    backoff.failed(LOGGER, name + " is held up", failure);
                }
            }
            backoff.pause(stopped);
        }
    }

    private void readAll(CountDownLatch stopped) {
        while (tail.knownHead() > position && stopped.getCount() > 0) {
            turn.lock();
            try {
                handleNext(tail.after(position, BATCH));
            } finally {
                turn.unlock();
            }
        }
    }

    /** Guarded by the turn. */
    private void handleNext(List<LogEntry> events) {
        if (!events.isEmpty()) {
            deliver(events);
            position = events.getLast().position();
        }
    }

    private void deliver(List<LogEntry> events) {
        try {
            handler.handle(events.stream().map(LogEntry::event).toList());
        } catch (RuntimeException failure) {
            LOGGER.warn("{} takes a batch event by event: {}", name, FailureReason.of(failure));
            events.forEach(this::deliver);
        }
    }

    private void deliver(LogEntry event) {
        try {
            handler.handle(List.of(event.event()));
        } catch (RuntimeException failure) {
            LOGGER.error(
                    "{} passes by the event at position {}: {}",
                    name,
                    event.position(),
                    FailureReason.of(failure));
        }
    }
}
