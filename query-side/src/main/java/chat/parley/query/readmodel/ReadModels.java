package chat.parley.query.readmodel;

import chat.parley.log.EventLog;
import chat.parley.log.LogFollower;
import chat.parley.log.LogTail;

import org.springframework.context.SmartLifecycle;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

/** All read models, each following the log in its own time. */
public final class ReadModels implements SmartLifecycle {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final EventLog log;
    private final Map<String, LogFollower> followers = new LinkedHashMap<>();

    ReadModels(List<Projection> projections, EventLog log, LogTail tail, DataSource dataSource) {
        this.log = log;
        ProjectionFollowers factory = new ProjectionFollowers(dataSource, tail);
        projections.forEach(
                projection -> followers.put(projection.name(), factory.follower(projection)));
    }

    /**
     * Waits until a read model shows all that was committed before this call.
     *
     * @throws ReadModelBehind if it has not come so far within two seconds
     */
    public void awaitNewest(String name) {
        if (!reaches(name, log.head(), PATIENCE)) {
            throw new ReadModelBehind(name);
        }
    }

    /** Waits until a read model has come to a position, and says whether it has. */
    public boolean reaches(String name, long position, Duration atMost) {
        try {
            return follower(name).awaitPosition(position, atMost);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void start() {
        followers.values().forEach(LogFollower::start);
    }

    @Override
    public void stop() {
        followers.values().forEach(LogFollower::stop);
    }

    /** Whether every read model follows the log. */
    @Override
    public boolean isRunning() {
        return followers.values().stream().allMatch(LogFollower::isRunning);
    }

    @Override
    public int getPhase() {
        return LogFollower.PHASE;
    }

    private LogFollower follower(String name) {
        LogFollower follower = followers.get(name);
        if (follower == null) {
            throw new IllegalArgumentException("There is no read model " + name);
        }
        return follower;
    }
}
