package chat.parley.web.verification;

import chat.parley.log.FailureReason;
import chat.parley.log.verification.LogLink;
import chat.parley.web.signing.SigningKey;
import chat.parley.web.signing.VerificationKey;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Signs links of the chain and keeps them, in the database and outside of it. Without a key it
 * signs none.
 */
final class Checkpoints {

    private static final Logger LOGGER = LoggerFactory.getLogger(Checkpoints.class);

    private final @Nullable SigningKey key;
    private final CheckpointTable table;
    private final CheckpointFile file;
    private final Clock clock;

    /** Where none could be kept when it was last tried, so that it is told once. */
    private final Set<String> refusing = ConcurrentHashMap.newKeySet();

    Checkpoints(@Nullable SigningKey key, CheckpointTable table, CheckpointFile file, Clock clock) {
        this.key = key;
        this.table = table;
        this.file = file;
        this.clock = clock;
    }

    /** What its signatures can be checked with, if it signs. */
    Optional<VerificationKey> publicKey() {
        return Optional.ofNullable(key).map(SigningKey::publicKey);
    }

    /** Those that its own key signed, oldest position first; none without a key. */
    List<Checkpoint> kept() {
        return publicKey().map(this::keptAndSignedBy).orElse(List.of());
    }

    /** Those that a key signed, oldest position first. What it did not sign proves nothing. */
    List<Checkpoint> keptAndSignedBy(VerificationKey signer) {
        return Stream.concat(table.all().stream(), file.all().stream())
                .distinct()
                .filter(checkpoint -> checkpoint.isSignedBy(signer))
                .sorted(Comparator.comparingLong(Checkpoint::position))
                .toList();
    }

    /**
     * Signs the newest link, unless there is one for it or for a later position already. It is kept
     * wherever it can be.
     *
     * @throws RuntimeException if nobody can say what is kept already
     */
    synchronized void take(LogLink head) {
        if (key == null || isThereOne(key, kept -> kept.position() >= head.position())) {
            return;
        }
        Checkpoint checkpoint = Checkpoint.of(head, clock.instant(), key);
        keep(checkpoint, file::add, "the data directory");
        keep(checkpoint, table::add, "the database");
        LOGGER.debug("Signed a checkpoint of position {}", head.position());
    }

    private void keep(Checkpoint checkpoint, Consumer<Checkpoint> kept, String where) {
        try {
            kept.accept(checkpoint);
            refusing.remove(where);
        } catch (RuntimeException e) {
            if (refusing.add(where)) {
                LOGGER.warn(
                        "Checkpoints of the log cannot be kept in {}: {}",
                        where,
                        FailureReason.of(e));
            }
        }
    }

    /** Whether one was signed after an instant, by whichever node. */
    boolean wereTakenAfter(Instant instant) {
        return key != null && isThereOne(key, kept -> kept.at().isAfter(instant));
    }

    /** Of years of signatures, only those that matter are checked. */
    private boolean isThereOne(SigningKey signer, Predicate<Checkpoint> wanted) {
        return Stream.concat(table.all().stream(), file.all().stream())
                .filter(wanted)
                .anyMatch(kept -> kept.isSignedBy(signer.publicKey()));
    }
}
