package chat.parley.log;

import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import javax.sql.DataSource;

/**
 * Wakes whoever follows the log. An append of this node is known at once, one of another node by
 * PostgreSQL's NOTIFY, and whatever slips through by looking once a second, which is also how a
 * dead connection is noticed, and whether other nodes listen at all. After an outage it connects
 * again by itself.
 */
public final class LogSignal implements SmartLifecycle {

    /** Starts before, and stops after, everything that follows the log. */
    public static final int PHASE = -1000;

    private static final Logger LOGGER = LoggerFactory.getLogger(LogSignal.class);
    private static final String LOG_CHANNEL = "parley_log";
    private static final String CONNECTION = "parley-listen";

    private static final String LOOK =
            "SELECT ("
                    + EventLog.HEAD
                    + "), EXISTS (SELECT FROM pg_stat_activity WHERE application_name = '"
                    + CONNECTION
                    + "' AND datname = current_database() AND pid <> pg_backend_pid())";

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration UNTIL_DEAD = Duration.ofSeconds(5);

    private final DataSource connections;
    private final Map<String, List<Consumer<String>>> listeners = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition risen = lock.newCondition();
    private final List<Runnable> riseListeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> breakListeners = new CopyOnWriteArrayList<>();
    private long head;
    private long breaks;
    private volatile boolean alone;
    private final LoopThread thread = LoopThread.breakingOff("log-signal", this::hear);

    /**
     * @param dataSource the pool of the database that holds the log; the connection that listens is
     *     opened beside it
     */
    public LogSignal(DataSource dataSource) {
        connections = OwnConnections.beside(dataSource, CONNECTION, UNTIL_DEAD);
        listen(LOG_CHANNEL, position -> appended(Long.parseLong(position)));
    }

    /** The newest position that this node knows of; never falls. */
    public long head() {
        lock.lock();
        try {
            return head;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether another node may wait to be told of an append. One that has just come may be missed,
     * for a second; it looks by itself meanwhile.
     */
    boolean othersMayListen() {
        return !alone;
    }

    /**
     * How often the connection to the database was lost or made anew: between two looks at the same
     * number the database did not crash, so nothing that was committed got lost.
     */
    long breaks() {
        lock.lock();
        try {
            return breaks;
        } finally {
            lock.unlock();
        }
    }

    /** Calls the listener whenever {@link #breaks} has risen, on the one thread that listens. */
    void onBreak(Runnable listener) {
        breakListeners.add(listener);
    }

    /** Calls the listener whenever the head has risen; it must return at once. */
    void onRise(Runnable listener) {
        riseListeners.add(listener);
    }

    /**
     * Waits until the log is known to have gone beyond a position or the connection to the database
     * breaks, at most for a while.
     *
     * @return the newest position known, which is the old one or less if the time was over
     */
    long await(long knownPosition, Duration atMost) throws InterruptedException {
        long nanos = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            long breaksBefore = breaks;
            while (head <= knownPosition && breaks == breaksBefore && nanos > 0) {
                nanos = risen.awaitNanos(nanos);
            }
            return head;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Hears what is sent by NOTIFY on a channel. Called on the one thread that listens: return at
     * once. A channel first named after the start is heard within a second. What is sent while the
     * connection is broken is lost.
     *
     * @param channel lower-case letters and underscores
     */
    public void listen(String channel, Consumer<String> listener) {
        if (!channel.matches("[a-z_]+")) {
            throw new IllegalArgumentException("No name of a channel: " + channel);
        }
        listeners.computeIfAbsent(channel, _ -> new CopyOnWriteArrayList<>()).add(listener);
    }

    void appended(long position) {
        lock.lock();
        try {
            if (position <= head) {
                return;
            }
            head = position;
            risen.signalAll();
        } finally {
            lock.unlock();
        }
        riseListeners.forEach(Runnable::run);
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

    private void hear(CountDownLatch stopped) {
        Backoff backoff = new Backoff();
        while (stopped.getCount() > 0) {
            try (Connection connection = connections.getConnection();
                    Statement statement = connection.createStatement()) {
                broke();
                hear(statement, backoff, stopped);
            } catch (SQLException | RuntimeException failure) {
                if (stopped.getCount() > 0) {
                    broke();
                    backoff.failed(LOGGER, "Listening to the log broke off", failure);
                }
            } finally {
                alone = false;
            }
            backoff.pause(stopped);
        }
    }

    private void hear(Statement statement, Backoff backoff, CountDownLatch stopped)
            throws SQLException {
        PGConnection connection = statement.getConnection().unwrap(PGConnection.class);
        Set<String> channels = new HashSet<>();
        long lookAt = System.nanoTime();
        while (stopped.getCount() > 0) {
            for (String channel : listeners.keySet()) {
                if (channels.add(channel)) {
                    statement.execute("LISTEN " + channel);
                }
            }
            if (System.nanoTime() - lookAt >= 0) {
                look(statement);
                lookAt = System.nanoTime() + LOOK_EVERY.toNanos();
                backoff.succeeded(LOGGER, "Listening to the log again");
            }
            // 0 would wait for ever.
            long left = Math.max(1, (lookAt - System.nanoTime()) / 1_000_000);
            PGNotification[] heard = connection.getNotifications((int) left);
            for (PGNotification notification : heard) {
                tell(notification.getName(), notification.getParameter());
            }
        }
    }

    private void broke() {
        lock.lock();
        try {
            breaks++;
            risen.signalAll();
        } finally {
            lock.unlock();
        }
        breakListeners.forEach(Runnable::run);
    }

    private void look(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery(LOOK)) {
            result.next();
            appended(result.getLong(1));
            alone = !result.getBoolean(2);
        }
    }

    private void tell(String channel, String message) {
        for (Consumer<String> listener : listeners.getOrDefault(channel, List.of())) {
            try {
                listener.accept(message);
            } catch (RuntimeException failure) {
                LOGGER.warn("A listener of {} failed: {}", channel, FailureReason.of(failure));
            }
        }
    }
}
