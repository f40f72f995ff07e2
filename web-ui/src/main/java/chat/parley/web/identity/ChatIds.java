package chat.parley.web.identity;

import chat.parley.api.ChatId;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Names chats. The name follows from the user alone, so two first visits at once meet in the same
 * chat without a lookup; without the installation's key nobody can tell one from the other.
 */
public final class ChatIds {

    private final SecretKey key;

    /**
     * @param key the installation's key for HMAC-SHA256
     */
    public ChatIds(SecretKey key) {
        this.key = key;
    }

    /**
     * The chat of a user.
     *
     * @param userId the host's id of the user, compared exactly
     * @param generation how often this user was forgotten
     */
    public ChatId of(String userId, int generation) {
        byte[] user = userId.getBytes(StandardCharsets.UTF_8);
        ByteBuffer named = ByteBuffer.allocate(2 * Integer.BYTES + user.length);
        named.putInt(user.length).put(user).putInt(generation);
        ByteBuffer code = ByteBuffer.wrap(hmac(named.array()));
        return new ChatId(uuid(code.getLong(), code.getLong()));
    }

    private byte[] hmac(byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has HmacSHA256.", e);
        }
    }

    /** Version 8: made by a rule of one's own (RFC 9562, section 5.8). */
    private static UUID uuid(long high, long low) {
        return new UUID(
                (high & 0xFFFF_FFFF_FFFF_0FFFL) | 0x8000L,
                (low & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L);
    }
}
