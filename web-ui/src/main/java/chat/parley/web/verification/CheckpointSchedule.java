package chat.parley.web.verification;

import chat.parley.log.FailureReason;
import chat.parley.log.LogSignal;
import chat.parley.log.verification.HistoryVerifier;
import chat.parley.log.verification.LogLink;
import chat.parley.web.signing.SigningKeyConfiguration;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Takes a checkpoint every hour, by one of the nodes, and when a node stops. Only if something has
 * happened since the last one.
 */
@Component
final class CheckpointSchedule implements SmartLifecycle {

    private static final Logger LOGGER = LoggerFactory.getLogger(CheckpointSchedule.class);
    private static final Duration EVERY = Duration.ofHours(1);

    /** So often each node looks whether it is time; so much later than due one may be. */
    private static final Duration LOOK_EVERY = Duration.ofMinutes(5);

    private final HistoryVerifier history;
    private final Checkpoints checkpoints;
    private @Nullable ScheduledExecutorService timer;

    CheckpointSchedule(HistoryVerifier history, Checkpoints checkpoints) {
        this.history = history;
        this.checkpoints = checkpoints;
    }

    @Override
    public void start() {
        if (checkpoints.publicKey().isEmpty()) {
            LOGGER.info(
                    "The log gets no signed checkpoints, for {} is not set",
                    SigningKeyConfiguration.PROPERTY);
            return;
        }
        timer =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofVirtual().name("checkpoints").factory());
        Future<?> _ =
                timer.scheduleWithFixedDelay(
                        this::takeIfDue,
                        LOOK_EVERY.toSeconds(),
                        LOOK_EVERY.toSeconds(),
                        TimeUnit.SECONDS);
    }

    /** Everything else that writes has stopped by then. */
    @Override
    public void stop() {
        if (timer != null) {
            timer.shutdownNow();
            timer = null;
            take();
        }
    }

    @Override
    public boolean isRunning() {
        return timer != null;
    }

    /** Stops last. */
    @Override
    public int getPhase() {
        return LogSignal.PHASE - 1;
    }

    private void takeIfDue() {
        try {
            if (!checkpoints.wereTakenAfter(Instant.now().minus(EVERY))) {
                take();
            }
        } catch (RuntimeException e) {
            notTaken(e);
        }
    }

    private void take() {
        try {
            LogLink head = history.head();
            if (head != null) {
                checkpoints.take(head);
            }
        } catch (RuntimeException e) {
            notTaken(e);
        }
    }

    /** While the database is away there is nothing to sign. */
    private static void notTaken(RuntimeException failure) {
        LOGGER.warn("No checkpoint of the log could be taken: {}", FailureReason.of(failure));
    }
}
