package chat.parley.query.readmodel;

import chat.parley.api.ReadModelStatus;
import chat.parley.log.Backoff;
import chat.parley.log.LogFollower;
import chat.parley.log.LogSignal;
import chat.parley.log.LoopThread;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import javax.sql.DataSource;

/**
 * Looks after rebuilds on every node: tells how they get on, says that this node is alive, and
 * removes what nodes that are gone have left.
 */
public final class ReadModelWatch implements SmartLifecycle {

    private static final Logger LOGGER = LoggerFactory.getLogger(ReadModelWatch.class);
    private static final Duration WHILE_REBUILDING = Duration.ofMillis(500);
    private static final Duration WHILE_QUIET = Duration.ofSeconds(2);

    private final Set<String> names;
    private final RebuildClaims claims;
    private final ReadModelStatuses statuses;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final List<Consumer<ReadModelStatus>> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition somethingChanged = lock.newCondition();
    private final Set<String> changed = new HashSet<>();

    /** Only for the one thread that tells. */
    private final Map<String, @Nullable Instant> toldRebuiltAt = new HashMap<>();

    private final LoopThread thread = LoopThread.breakingOff("read-model-watch", this::watch);

    ReadModelWatch(
            Set<String> names,
            RebuildClaims claims,
            ReadModelStatuses statuses,
            DataSource dataSource,
            LogSignal signal) {
        this.names = names;
        this.claims = claims;
        this.statuses = statuses;
        jdbc = new JdbcTemplate(dataSource);
        transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        signal.listen(RebuildClaims.CHANNEL, this::changed);
    }

    /**
     * Calls the listener for each read model that is being rebuilt, on any node, twice a second at
     * most, and once more when it is live again.
     */
    public void onProgress(Consumer<ReadModelStatus> listener) {
        listeners.add(listener);
    }

    private void changed(String name) {
        lock.lock();
        try {
            changed.add(name);
            somethingChanged.signal();
        } finally {
            lock.unlock();
        }
    }

    private void watch(CountDownLatch stopped) throws InterruptedException {
        Backoff backoff = new Backoff();
        Set<String> rebuilding = Set.of();
        long housekeepingAt = System.nanoTime();
        while (stopped.getCount() > 0) {
            try {
                if (System.nanoTime() - housekeepingAt >= 0) {
                    keepHouse();
                    housekeepingAt = System.nanoTime() + WHILE_QUIET.toNanos();
                }
                rebuilding = tell(rebuilding);
                backoff.succeeded(LOGGER, "Rebuilds are looked after again");
                // While something is rebuilt it is told of at its pace; else a change is at once.
                if (rebuilding.isEmpty()) {
                    awaitChange();
                } else {
                    Thread.sleep(WHILE_REBUILDING);
                }
            } catch (RuntimeException failure) {
                if (stopped.getCount() > 0) {
                    backoff.failed(LOGGER, "Rebuilds are looked after later", failure);
                }
            }
            backoff.pause(stopped);
        }
    }

    private void keepHouse() {
        claims.renew();
        claims.removeAbandoned();
        for (String name : names) {
            GenerationSchema schema = new GenerationSchema(name);
            if (!schema.isOldThere(jdbc)) {
                continue;
            }
            try {
                transaction.executeWithoutResult(_ -> {
                    jdbc.execute("SET LOCAL lock_timeout = '100ms'");
                    schema.dropOld(jdbc);
                });
            } catch (DataAccessException | TransactionException stillRead) {
                // Until next time.
            }
        }
    }

    /** Tells of those that are rebuilding, and once of those that were or have been meanwhile. */
    private Set<String> tell(Set<String> before) {
        Set<String> heardOf = takeChanged();
        Set<String> rebuilding = new HashSet<>();
        for (ReadModelStatus status : statuses.look()) {
            String name = status.name();
            if (status.beingRebuilt()) {
                rebuilding.add(name);
            }
            boolean toTell =
                    status.beingRebuilt()
                            || before.contains(name)
                            || (heardOf.contains(name)
                                    && !Objects.equals(
                                            status.rebuiltAt(), toldRebuiltAt.get(name)));
            if (toTell) {
                toldRebuiltAt.put(name, status.rebuiltAt());
                listeners.forEach(listener -> listener.accept(status));
            }
        }
        return rebuilding;
    }

    private Set<String> takeChanged() {
        lock.lock();
        try {
            Set<String> taken = Set.copyOf(changed);
            changed.clear();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void awaitChange() throws InterruptedException {
        long nanos = WHILE_QUIET.toNanos();
        lock.lockInterruptibly();
        try {
            while (changed.isEmpty() && nanos > 0) {
                nanos = somethingChanged.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
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
        return LogFollower.PHASE;
    }
}
