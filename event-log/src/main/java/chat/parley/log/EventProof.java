package chat.parley.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * What the chain hashes of an event behind its position; the same bytes as {@code event_proof} in
 * the database, which would take longer over them than over all the rest of an append.
 */
final class EventProof {

    private static final int PARTS = 9;
    private static final int UUID_BYTES = 2 * Long.BYTES;
    private static final int NUMBERS = Long.BYTES + UUID_BYTES + Integer.BYTES + Long.BYTES;
    private static final int ABSENT = -1;

    private EventProof() {}

    /** The digest of a personal part. */
    static byte @Nullable [] digest(@Nullable String personal) {
        if (personal == null) {
            return null;
        }
        try {
            return MessageDigest.getInstance("SHA-256").digest(personal.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] of(
            String stream,
            long sequence,
            UUID eventId,
            EncodedEvent encoded,
            Instant at,
            byte @Nullable [] personalDigest) {
        byte[] streamBytes = stream.getBytes(UTF_8);
        byte[] type = encoded.type().getBytes(UTF_8);
        byte[] payload = encoded.payload().getBytes(UTF_8);
        byte[] metadata = encoded.metadata().getBytes(UTF_8);
        int digestLength = personalDigest == null ? 0 : personalDigest.length;
        ByteBuffer proof =
                ByteBuffer.allocate(
                        PARTS * Integer.BYTES
                                + NUMBERS
                                + streamBytes.length
                                + type.length
                                + payload.length
                                + metadata.length
                                + digestLength);
        part(proof, streamBytes);
        proof.putInt(Long.BYTES).putLong(sequence);
        proof.putInt(UUID_BYTES)
                .putLong(eventId.getMostSignificantBits())
                .putLong(eventId.getLeastSignificantBits());
        part(proof, type);
        proof.putInt(Integer.BYTES).putInt(encoded.revision());
        proof.putInt(Long.BYTES).putLong(ChronoUnit.MICROS.between(Instant.EPOCH, at));
        part(proof, payload);
        part(proof, metadata);
        part(proof, personalDigest);
        return proof.array();
    }

    private static void part(ByteBuffer proof, byte @Nullable [] bytes) {
        if (bytes == null) {
            proof.putInt(ABSENT);
        } else {
            proof.putInt(bytes.length).put(bytes);
        }
    }
}
