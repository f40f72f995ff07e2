package chat.parley.web.verification;

import chat.parley.log.FailureReason;
import chat.parley.log.LogSignal;
import chat.parley.log.LogTail;
import chat.parley.log.verification.HistoryVerifier;
import chat.parley.log.verification.LogLink;
import chat.parley.log.verification.LogPlace;
import chat.parley.log.verification.Seen;
import chat.parley.log.verification.Verification;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Verifies the history, one walk at a time on this node. It has to hold every link that was signed,
 * the one that this node verified last, and every event that this node has in memory; where it
 * does, the newest link is signed.
 */
@Component
final class HistoryVerification {

    private static final Logger LOGGER = LoggerFactory.getLogger(HistoryVerification.class);

    private final HistoryVerifier history;
    private final Checkpoints checkpoints;
    private final LogSignal signal;
    private final LogTail tail;
    private @Nullable CompletableFuture<Verification> newest;
    private volatile @Nullable LogLink lastSeen;

    HistoryVerification(
            HistoryVerifier history, Checkpoints checkpoints, LogSignal signal, LogTail tail) {
        this.history = history;
        this.checkpoints = checkpoints;
        this.signal = signal;
        this.tail = tail;
    }

    /**
     * Verifies, or waits for the walk that is under way and shares its result.
     *
     * @throws java.util.concurrent.CompletionException with the cause, if the walk did not get
     *     through
     */
    Verification verify() {
        return underWay().join();
    }

    private synchronized CompletableFuture<Verification> underWay() {
        if (newest == null || newest.isDone()) {
            newest =
                    CompletableFuture.supplyAsync(
                            this::walk,
                            // It computes without a pause, which a virtual thread is not for.
                            walk -> Thread.ofPlatform().name("verification").daemon().start(walk));
        }
        return newest;
    }

    private Verification walk() {
        Verification verification =
                history.verify(known(), seen(), HistoryVerifier.Progress.UNTOLD);
        LogLink head = verification.head();
        if (verification.verified() && head != null) {
            lastSeen = head;
            sign(head);
        }
        return verification;
    }

    private List<LogLink> known() {
        return Stream.concat(
                        checkpoints.kept().stream().map(Checkpoint::link),
                        Stream.ofNullable(lastSeen))
                .toList();
    }

    private Seen seen() {
        return new Seen(
                signal.head(),
                tail.inMemory().stream()
                        .map(event ->
                                new LogPlace(event.position(), event.stream(), event.sequence()))
                        .toList());
    }

    private void sign(LogLink head) {
        try {
            checkpoints.take(head);
        } catch (RuntimeException e) {
            LOGGER.warn("No checkpoint of the log could be taken: {}", FailureReason.of(e));
        }
    }
}
