package chat.parley.query.readmodel;

import chat.parley.api.ReadModelStatus;
import chat.parley.log.LogFollower;
import chat.parley.log.LogSignal;
import chat.parley.log.LongWork;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Rebuilds read models from the first event while they answer, one after the other on this node.
 */
public final class Rebuilds implements SmartLifecycle {

    private static final long LONGEST_STOP_SECONDS = 8;

    private final Map<String, Projection> projections = new LinkedHashMap<>();
    private final LongWork longWork;
    private final LogSignal signal;
    private final RebuildClaims claims;
    private final ReadModelStatuses statuses;
    private @Nullable ExecutorService builder;

    Rebuilds(
            List<Projection> projections,
            RebuildClaims claims,
            ReadModelStatuses statuses,
            LongWork longWork,
            LogSignal signal) {
        projections.forEach(each -> this.projections.put(each.name(), each));
        this.claims = claims;
        this.statuses = statuses;
        this.longWork = longWork;
        this.signal = signal;
    }

    /** The names of all read models. */
    public Set<String> names() {
        return projections.keySet();
    }

    /** How all read models get on. */
    public List<ReadModelStatus> statuses() {
        return statuses.look();
    }

    /**
     * Has read models rebuilt; returns when that is sure to begin.
     *
     * @param announce is told each of them before it begins; if it fails, nothing begins
     * @throws RebuildUnderWay if one of them is being rebuilt on any node; then nothing begins
     * @throws IllegalArgumentException if there is no read model of that name
     */
    public synchronized void begin(Collection<String> readModels, Consumer<String> announce) {
        ExecutorService ready = builder;
        if (ready == null || !names().containsAll(readModels)) {
            throw new IllegalArgumentException("These cannot be rebuilt: " + readModels);
        }
        claims.claim(readModels);
        try {
            readModels.forEach(announce);
            readModels.forEach(claims::tell);
        } catch (RuntimeException failure) {
            readModels.forEach(claims::giveUp);
            throw failure;
        }
        readModels.forEach(name ->
                ready.execute(
                        new Rebuild(
                                Objects.requireNonNull(projections.get(name)),
                                claims,
                                longWork,
                                signal)));
    }

    @Override
    public synchronized void start() {
        if (builder == null) {
            builder =
                    Executors.newSingleThreadExecutor(
                            Thread.ofPlatform().name("read-model-rebuild").daemon().factory());
        }
    }

    /** Breaks off what is under way and removes it. */
    @Override
    public synchronized void stop() {
        ExecutorService ended = builder;
        builder = null;
        if (ended != null) {
            for (Runnable waiting : ended.shutdownNow()) {
                if (waiting instanceof Rebuild rebuild) {
                    rebuild.giveUp();
                }
            }
            try {
                boolean _ = ended.awaitTermination(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return builder != null;
    }

    /** After the followers, whose rows it needs, and before them at the end. */
    @Override
    public int getPhase() {
        return LogFollower.PHASE + 1;
    }
}
