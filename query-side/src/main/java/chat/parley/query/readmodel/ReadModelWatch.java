package chat.parley.query.readmodel;

import chat.parley.api.ReadModelStatus;
import chat.parley.log.LogFollower;
import chat.parley.log.LogSignal;

import org.jspecify.annotations.Nullable;
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
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import javax.sql.DataSource;

/**
 * Looks after rebuilds on every node: tells how they get on, says that this node is alive, and
 * removes what nodes that are gone have left.
 */
public final class ReadModelWatch implements SmartLifecycle {

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

    private @Nullable Thread thread;

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

    private void watch() {
        Set<String> rebuilding = Set.of();
        long housekeepingAt = System.nanoTime();
        try {
            while (true) {
                try {
                    if (System.nanoTime() - housekeepingAt >= 0) {
                        keepHouse();
                        housekeepingAt = System.nanoTime() + WHILE_QUIET.toNanos();
                    }
                    rebuilding = tell(rebuilding);
                } catch (DataAccessException | TransactionException away) {
                    // The log's own lines say that the database is away; this waits for it.
                }
                await(rebuilding.isEmpty() ? WHILE_QUIET : WHILE_REBUILDING);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
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

    /** While something is rebuilt it is told of at its pace; else a change is told at once. */
    private void await(Duration pause) throws InterruptedException {
        if (pause.equals(WHILE_REBUILDING)) {
            Thread.sleep(pause);
            return;
        }
        long nanos = pause.toNanos();
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
        thread = Thread.ofVirtual().name("read-model-watch").start(this::watch);
    }

    @Override
    public void stop() {
        if (thread != null) {
            thread.interrupt();
            thread = null;
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return LogFollower.PHASE;
    }
}
