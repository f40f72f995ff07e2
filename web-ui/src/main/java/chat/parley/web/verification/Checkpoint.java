package chat.parley.web.verification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import chat.parley.log.verification.LogLink;
import chat.parley.web.json.WireTime;
import chat.parley.web.signing.SigningKey;
import chat.parley.web.signing.VerificationKey;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/**
 * A link of the chain as it was at some time, signed.
 *
 * @param stream of the event at this position
 * @param sequence of that event in its stream
 * @param hash in hexadecimal digits
 * @param at when it was signed, to the millisecond
 * @param keyId names the key that signed it
 * @param signature by Ed25519, in Base64
 */
record Checkpoint(
        long position,
        String stream,
        long sequence,
        String hash,
        Instant at,
        String keyId,
        String signature) {

    Checkpoint {
        requireNonNull(stream);
        requireNonNull(hash);
        requireNonNull(at);
        requireNonNull(keyId);
        requireNonNull(signature);
    }

    static Checkpoint of(LogLink link, Instant now, SigningKey key) {
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        return new Checkpoint(
                link.position(),
                link.stream(),
                link.sequence(),
                link.hash(),
                at,
                key.keyId(),
                Base64.getEncoder().encodeToString(key.sign(message(link, at))));
    }

    boolean isSignedBy(VerificationKey key) {
        try {
            return key.verifies(message(link(), at), Base64.getDecoder().decode(signature));
        } catch (IllegalArgumentException noBase64) {
            return false;
        }
    }

    LogLink link() {
        return new LogLink(position, stream, sequence, hash);
    }

    /** The text that is signed, as docs/proof.md has it. */
    private static byte[] message(LogLink link, Instant at) {
        return String.join(
                        "\n",
                        "parley checkpoint 1",
                        String.valueOf(link.position()),
                        link.stream(),
                        String.valueOf(link.sequence()),
                        link.hash(),
                        WireTime.of(at),
                        "")
                .getBytes(UTF_8);
    }
}
