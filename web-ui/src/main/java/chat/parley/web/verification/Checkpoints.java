package chat.parley.web.verification;

import chat.parley.log.verification.LogLink;
import chat.parley.web.audit.SigningKey;
import chat.parley.web.audit.VerificationKey;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Signs links of the chain and keeps them, in the database and outside of it. Without a key it
 * signs none.
 */
final class Checkpoints {

    private static final Logger log = LoggerFactory.getLogger(Checkpoints.class);

    private final @Nullable SigningKey key;
    private final CheckpointTable table;
    private final CheckpointFile file;
    private final Clock clock;

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
     * Signs the newest link, unless there is one for it or for a later position already.
     *
     * @throws RuntimeException if it cannot be kept
     */
    void take(LogLink head) {
        if (key == null) {
            return;
        }
        boolean moved = kept().stream().allMatch(kept -> kept.position() < head.position());
        if (moved) {
            Checkpoint checkpoint = Checkpoint.of(head, clock.instant(), key);
            file.add(checkpoint);
            table.add(checkpoint);
            log.debug("Signed a checkpoint of position {}", head.position());
        }
    }

    /** Whether one was signed after an instant, by whichever node. */
    boolean wereTakenAfter(Instant instant) {
        return kept().stream().anyMatch(checkpoint -> checkpoint.at().isAfter(instant));
    }
}
