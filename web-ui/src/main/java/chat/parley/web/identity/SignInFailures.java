package chat.parley.web.identity;

import chat.parley.api.Actor;
import chat.parley.api.AdminEvent.AdminSignInFailed;
import chat.parley.command.admin.AdminLog;
import chat.parley.log.FailureReason;
import chat.parley.log.LogUnavailable;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Tells the log of wrong passwords for accounts that exist: for each account at most one event in
 * five minutes, whichever nodes they were given to, with their count. It happens a moment later and
 * on a thread of its own, so that the answer comes no later than for a name that nobody has. What
 * was not told yet when this node stops is forgotten.
 */
final class SignInFailures implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(SignInFailures.class);

    /** How far apart the events of one account are. */
    static final Duration PAUSE = Duration.ofMinutes(5);

    private static final Duration A_MOMENT = Duration.ofSeconds(1);
    private static final Duration AN_OUTAGE = Duration.ofSeconds(5);

    private final AdminLog log;
    private final Clock clock;
    private final Duration pause;

    /** By account; as long as one is here, its next event is scheduled. */
    private final Map<UUID, Integer> untold = new ConcurrentHashMap<>();

    private final ScheduledThreadPoolExecutor teller =
            new ScheduledThreadPoolExecutor(
                    1,
                    Thread.ofPlatform().daemon().name("sign-in-failures").factory(),
                    new ThreadPoolExecutor.DiscardPolicy());

    SignInFailures(AdminLog log, Clock clock, Duration pause) {
        this.log = log;
        this.clock = clock;
        this.pause = pause;
    }

    /** Counts one failure more; returns at once. */
    void add(UUID adminId) {
        if (untold.merge(adminId, 1, Integer::sum) == 1) {
            tellIn(A_MOMENT, adminId);
        }
    }

    private void tellIn(Duration wait, UUID adminId) {
        ScheduledFuture<?> _ =
                teller.schedule(() -> tell(adminId), wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tell(UUID adminId) {
        int count = untold.getOrDefault(adminId, 0);
        Instant now = clock.instant();
        try {
            Optional<Instant> next =
                    log.recordOnceIn(
                            pause, new AdminSignInFailed(Actor.SYSTEM, now, adminId, count));
            if (next.isPresent()) {
                tellIn(Duration.between(now, next.get()), adminId);
            } else if (isMoreThan(count, adminId)) {
                tellIn(pause, adminId);
            }
        } catch (LogUnavailable outage) {
            tellIn(AN_OUTAGE, adminId);
        } catch (RuntimeException failure) {
            LOGGER.warn("A failed sign-in is not recorded yet: {}", FailureReason.of(failure));
            tellIn(AN_OUTAGE, adminId);
        }
    }

    /** Forgets what was told; whether some came meanwhile. */
    private boolean isMoreThan(int told, UUID adminId) {
        return untold.computeIfPresent(adminId, (_, sum) -> sum == told ? null : sum - told)
                != null;
    }

    @Override
    public void close() {
        teller.shutdownNow();
    }
}
