package chat.parley.log.verification;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The rule of the chain, as docs/log.md has it, and apart from the functions in the database. */
final class ChainHash {

    private static final int LENGTH = 32;
    private static final int ABSENT = -1;

    private final MessageDigest sha256;
    private final ByteBuffer number = ByteBuffer.allocate(2 * Long.BYTES);

    ChainHash() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What stands in place of the hash before the first event. */
    static byte[] beforeTheFirst() {
        return new byte[LENGTH];
    }

    /** The link of a row, from what it holds and the link before. */
    byte[] of(byte[] previousHash, LogRow row) {
        sha256.update(previousHash);
        part(row.position);
        part(row.stream.getBytes(UTF_8));
        part(row.sequence);
        length(2 * Long.BYTES);
        add(
                number.putLong(row.eventId.getMostSignificantBits())
                        .putLong(row.eventId.getLeastSignificantBits()));
        part(row.type);
        length(Integer.BYTES);
        add(number.putInt(row.revision));
        part(row.micros);
        part(row.payload);
        part(row.metadata);
        part(row.personalDigest);
        return sha256.digest();
    }

    /** The digest of a personal part. */
    byte[] of(byte[] personal) {
        return sha256.digest(personal);
    }

    private void part(long value) {
        length(Long.BYTES);
        add(number.putLong(value));
    }

    private void part(byte @Nullable [] bytes) {
        if (bytes == null) {
            length(ABSENT);
        } else {
            length(bytes.length);
            sha256.update(bytes);
        }
    }

    private void length(int bytes) {
        add(number.putInt(bytes));
    }

    private void add(ByteBuffer filled) {
        sha256.update(filled.flip());
        filled.clear();
    }
}
