package chat.parley.log;

import chat.parley.log.AppendFunction.Outcome;

import org.postgresql.util.PSQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import javax.sql.DataSource;

/**
 * The one appender of this node. It takes the command that waits longest, and with it all that came
 * while the one before was being stored, and appends them by one call: many commands share a
 * commit, and one that comes alone waits for nobody.
 */
final class EventAppender {

    private static final Logger LOGGER = LoggerFactory.getLogger(EventAppender.class);

    private static final int MOST_WAITING = 5_000;
    private static final long IDLE_SECONDS = 10;
    private static final int MOST_EVENTS = 500;
    private static final int MOST_CHARACTERS = 1_000_000;
    private static final Duration LOOK_UP_TIME = Duration.ofMillis(500);
    private static final Duration LOOK_UP_PAUSE = Duration.ofMillis(50);

    private final AppendFunction function;
    private final LogTail tail;
    private final EventCodec codec;
    private final BlockingQueue<PendingAppend> waiting;
    private final AtomicBoolean appending = new AtomicBoolean();

    /**
     * A thread of the system: among virtual ones it would queue behind all whom it has answered,
     * and waits for the database would cost it two more threads' work each.
     */
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(
                    1,
                    1,
                    IDLE_SECONDS,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(),
                    Thread.ofPlatform().name("log-appender").daemon().factory());

    /**
     * @param tail is given what was stored before its sender is answered
     */
    EventAppender(DataSource dataSource, LogTail tail, EventCodec codec) {
        this(dataSource, tail, codec, MOST_WAITING);
    }

    EventAppender(DataSource dataSource, LogTail tail, EventCodec codec, int mostWaiting) {
        waiting = new ArrayBlockingQueue<>(mostWaiting);
        function = new AppendFunction(dataSource);
        this.tail = tail;
        this.codec = codec;
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * Waits until it is known what became of a command's events.
     *
     * @throws LogUnavailable if too many wait already, the log cannot be reached, or it does not
     *     tell in time what it stored
     */
    Outcome append(PendingAppend command) {
        if (!waiting.offer(command)) {
            throw new LogUnavailable("Too much waits to be appended to the log", null);
        }
        wakeAppender();
        try {
            return command.outcome().join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException exception ? exception : failure;
        }
    }

    private void wakeAppender() {
        if (!waiting.isEmpty() && appending.compareAndSet(false, true)) {
            thread.execute(this::appendAll);
        }
    }

    private void appendAll() {
        try {
            while (!waiting.isEmpty()) {
                append(take());
            }
        } finally {
            appending.set(false);
            wakeAppender();
        }
    }

    private List<PendingAppend> take() {
        List<PendingAppend> batch = new ArrayList<>();
        int events = 0;
        int characters = 0;
        for (PendingAppend next = waiting.peek(); next != null; next = waiting.peek()) {
            events += next.events().size();
            characters += next.size();
            if (!batch.isEmpty() && (events > MOST_EVENTS || characters > MOST_CHARACTERS)) {
                break;
            }
            batch.add(waiting.remove());
        }
        return batch;
    }

    private void append(List<PendingAppend> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            answer(batch, function.append(batch, tail.othersMayListen()));
        } catch (SQLException failure) {
            if (isUnclear(failure)) {
                failAllThatWait(failure);
                lookUp(batch, failure);
            } else if (Outage.isCauseOf(failure)) {
                fail(batch, new LogUnavailable("The log is busy or out of order", failure));
            } else {
                halve(batch, failure);
            }
        } catch (LogUnavailable unavailable) {
            failAllThatWait(unavailable);
            fail(batch, unavailable);
        } catch (RuntimeException | Error unforeseen) {
            fail(batch, new IllegalStateException("An append failed", unforeseen));
        }
    }

    private void answer(List<PendingAppend> batch, List<Outcome> outcomes) {
        List<LogEntry> stored = new ArrayList<>();
        for (int n = 0; n < batch.size(); n++) {
            if (outcomes.get(n) instanceof Outcome.Stored(long firstPosition)) {
                stored.addAll(batch.get(n).entries(firstPosition, codec));
            }
        }
        tail.appended(stored);
        for (int n = 0; n < batch.size(); n++) {
            batch.get(n).outcome().complete(outcomes.get(n));
        }
    }

    /** The database refused something in the batch: only the command at fault is to suffer. */
    private void halve(List<PendingAppend> batch, SQLException refusal) {
        if (batch.size() == 1) {
            fail(
                    batch,
                    new IllegalStateException(
                            "The log refused an event: " + FailureReason.of(refusal), refusal));
            return;
        }
        LOGGER.warn("A batch was refused and is halved: {}", FailureReason.of(refusal));
        append(batch.subList(0, batch.size() / 2));
        append(batch.subList(batch.size() / 2, batch.size()));
    }

    /**
     * What the server reports as the statement's fault it has rolled back. Its own end (57P, 25P),
     * a fault of its own (58, XX) or silence leave open whether it had committed.
     */
    private static boolean isUnclear(SQLException failure) {
        String sqlState = failure.getSQLState();
        return sqlState == null
                || !(failure instanceof PSQLException postgres)
                || postgres.getServerErrorMessage() == null
                || Stream.of("08", "25P", "57P", "58", "XX").anyMatch(sqlState::startsWith);
    }

    private void lookUp(List<PendingAppend> batch, SQLException unclear) {
        long giveUpAt = System.nanoTime() + LOOK_UP_TIME.toNanos();
        do {
            try {
                resolve(batch, function.find(batch), unclear);
                return;
            } catch (SQLException | LogUnavailable failure) {
                unclear.addSuppressed(failure);
                LockSupport.parkNanos(LOOK_UP_PAUSE.toNanos());
            }
        } while (System.nanoTime() < giveUpAt);
        fail(batch, new LogUnavailable("The log broke off; what it stored is not known", unclear));
    }

    private void resolve(
            List<PendingAppend> batch, Map<UUID, Long> positions, SQLException unclear) {
        List<PendingAppend> stored = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        List<PendingAppend> notStored = new ArrayList<>();
        for (PendingAppend command : batch) {
            Long position = positions.get(command.events().getFirst().id());
            if (position == null) {
                notStored.add(command);
            } else {
                stored.add(command);
                outcomes.add(new Outcome.Stored(position));
            }
        }
        answer(stored, outcomes);
        fail(notStored, new LogUnavailable("The log broke off; nothing was stored", unclear));
    }

    /** They have waited for as long as the database did not answer; let them not wait again. */
    private void failAllThatWait(Exception outage) {
        List<PendingAppend> all = new ArrayList<>();
        waiting.drainTo(all);
        fail(all, new LogUnavailable("The log did not answer a moment ago", outage));
    }

    private static void fail(List<PendingAppend> commands, RuntimeException failure) {
        commands.forEach(command -> command.outcome().completeExceptionally(failure));
    }
}
