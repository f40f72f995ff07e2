package chat.parley.web.chat;

import chat.parley.query.inbox.Inbox;
import chat.parley.web.problem.InvalidRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Links from a page of the list to the next. A link's cursor is sealed together with the selection
 * that it goes on in, so a forged or borrowed one is noticed.
 */
final class InboxLinks {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int PLACE_BYTES = Long.BYTES + 2 * Long.BYTES;
    private static final int SEAL_BYTES = 16;

    /** Keeps a seal apart from everything else that is signed with the same key. */
    private static final byte[] PURPOSE = "inbox link".getBytes(StandardCharsets.UTF_8);

    private final SecretKey key;

    /**
     * @param key the same on every node and after a restart
     */
    InboxLinks(SecretKey key) {
        this.key = key;
    }

    /** Which chats are listed, and how many on a page. */
    record Selection(boolean archived, @Nullable String search, int limit) {}

    /** The value of the header {@code Link} that leads to what comes after this place. */
    String next(Selection selection, Inbox.Place place) {
        byte[] bytes =
                ByteBuffer.allocate(PLACE_BYTES)
                        .putLong(place.lastMessageAt().toEpochMilli())
                        .putLong(place.chatId().getMostSignificantBits())
                        .putLong(place.chatId().getLeastSignificantBits())
                        .array();
        byte[] sealed = Arrays.copyOf(bytes, PLACE_BYTES + SEAL_BYTES);
        System.arraycopy(seal(selection, bytes), 0, sealed, PLACE_BYTES, SEAL_BYTES);
        UriComponentsBuilder link =
                UriComponentsBuilder.fromPath("/admin/chats")
                        .queryParam("archived", selection.archived())
                        .queryParam("limit", selection.limit())
                        .queryParam("cursor", encoded(sealed));
        if (selection.search() != null) {
            link.queryParam("q", "{q}");
            return "<"
                    + link.encode().buildAndExpand(selection.search()).toUriString()
                    + ">; rel=\"next\"";
        }
        return "<" + link.toUriString() + ">; rel=\"next\"";
    }

    /**
     * The place that a cursor names; null for the first page.
     *
     * @throws InvalidRequest 400 if it was not made for this selection
     */
    Inbox.@Nullable Place place(Selection selection, @Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        byte[] sealed = decoded(cursor);
        if (sealed.length == PLACE_BYTES + SEAL_BYTES) {
            byte[] bytes = Arrays.copyOf(sealed, PLACE_BYTES);
            byte[] seal = Arrays.copyOfRange(sealed, PLACE_BYTES, sealed.length);
            if (MessageDigest.isEqual(seal, seal(selection, bytes))) {
                ByteBuffer place = ByteBuffer.wrap(bytes);
                return new Inbox.Place(
                        Instant.ofEpochMilli(place.getLong()),
                        new UUID(place.getLong(), place.getLong()));
            }
        }
        throw InvalidRequest.malformed("This cursor belongs to no such list.");
    }

    private static String encoded(byte[] sealed) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /**
     * The decoder reads several texts as the same bytes; only the one that was handed out counts.
     */
    private static byte[] decoded(String cursor) {
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(cursor);
            return encoded(sealed).equals(cursor) ? sealed : new byte[0];
        } catch (IllegalArgumentException noBase64) {
            return new byte[0];
        }
    }

    /** A page may have another size than the one before, so that is left out. */
    private byte[] seal(Selection selection, byte[] place) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(PURPOSE);
            mac.update(place);
            mac.update((byte) (selection.archived() ? 1 : 0));
            if (selection.search() != null) {
                mac.update(selection.search().getBytes(StandardCharsets.UTF_8));
            }
            return Arrays.copyOf(mac.doFinal(), SEAL_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(ALGORITHM + " comes with every JDK", impossible);
        }
    }
}
