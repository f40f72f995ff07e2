package chat.parley.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Takes to a handler what is appended from the start on, in order and without a gap, on every node
 * that runs it. Nothing is remembered: for what is told to those who are connected right now. An
 * event that the handler fails on is passed by; an outage of the database only delays.
 */
public final class TailReader implements SmartLifecycle {

    private static final Logger LOGGER = LoggerFactory.getLogger(TailReader.class);
    private static final int BATCH = 500;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final String name;
    private final EventLog log;
    private final LogSignal signal;
    private final EventBatchHandler handler;
    private final LoopThread thread;
    private volatile long position;

    public TailReader(String name, EventLog log, LogSignal signal, EventBatchHandler handler) {
        this.name = name;
        this.log = log;
        this.signal = signal;
        this.handler = handler;
        thread = LoopThread.finishing("log-tail-" + name, this::read);
    }

    /** What is committed after this returns will reach the handler. */
    @Override
    public synchronized void start() {
        if (!thread.isRunning()) {
            position = log.head();
            thread.start();
        }
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
        return LogFollower.PHASE;
    }

    /** The position of the newest event that the handler was given. */
    public long position() {
        return position;
    }

    private void read(CountDownLatch stopped) throws InterruptedException {
        Backoff backoff = new Backoff();
        while (stopped.getCount() > 0) {
            if (signal.await(position, LOOK_EVERY) <= position) {
                continue;
            }
            try {
                List<StoredEvent> events = log.readStoredAfter(position, BATCH);
                backoff.succeeded(LOGGER, name + " goes on");
                if (!events.isEmpty()) {
                    deliver(events);
                    position = events.getLast().position();
                }
            } catch (RuntimeException failure) {
                if (stopped.getCount() > 0) {
                    backoff.failed(LOGGER, name + " is held up", failure);
                }
            }
            backoff.pause(stopped);
        }
    }

    private void deliver(List<StoredEvent> events) {
        try {
            handler.handle(events.stream().map(log::decode).toList());
        } catch (RuntimeException failure) {
            LOGGER.warn("{} takes a batch event by event: {}", name, FailureReason.of(failure));
            events.forEach(this::deliver);
        }
    }

    private void deliver(StoredEvent event) {
        try {
            handler.handle(List.of(log.decode(event)));
        } catch (RuntimeException failure) {
            LOGGER.error(
                    "{} passes by the event at position {}: {}",
                    name,
                    event.position(),
                    FailureReason.of(failure));
        }
    }
}
