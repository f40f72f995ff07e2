package chat.parley.web.paging;

import chat.parley.web.problem.InvalidRequest;
import chat.parley.web.problem.Parameters;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Links from a page of a list to the next (RFC 8288). A link's cursor is sealed together with the
 * list that it goes on in, so a forged or borrowed one is noticed.
 */
public final class PageLinks {

    private static final String CURSOR = "cursor";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SEAL_BYTES = 16;

    /** Keeps a seal apart from everything else that is signed with the same key. */
    private static final byte[] PURPOSE = "page link".getBytes(StandardCharsets.UTF_8);

    private final SecretKey key;

    /**
     * @param key the same on every node and after a restart
     */
    public PageLinks(SecretKey key) {
        this.key = key;
    }

    /**
     * What is listed.
     *
     * @param parameters what was asked for, but for the size of a page: that may change on the way
     */
    public record Listing(String path, Map<String, String> parameters) {

        private String uri() {
            return path + "?" + query();
        }

        /** What was asked for as a query string; null if nothing was. */
        public @Nullable String query() {
            UriComponentsBuilder uri = UriComponentsBuilder.newInstance();
            parameters.keySet().forEach(name -> uri.queryParam(name, "{" + name + "}"));
            return uri.encode().buildAndExpand(parameters).getQuery();
        }
    }

    /**
     * The value of the header {@code Link} that leads to what comes after a place.
     *
     * @param limit the size of a page
     * @param place where this page ends, in as many numbers as it takes in lists of this path
     */
    public String next(Listing listing, int limit, long... place) {
        ByteBuffer bytes = ByteBuffer.allocate(place.length * Long.BYTES);
        for (long number : place) {
            bytes.putLong(number);
        }
        byte[] seal = seal(listing, bytes.array());
        String cursor =
                encoded(
                        ByteBuffer.allocate(bytes.capacity() + SEAL_BYTES)
                                .put(bytes.array())
                                .put(seal)
                                .array());
        Map<String, String> parameters = new LinkedHashMap<>(listing.parameters());
        parameters.put("limit", Integer.toString(limit));
        parameters.put(CURSOR, cursor);
        return "<" + new Listing(listing.path(), parameters).uri() + ">; rel=\"next\"";
    }

    /**
     * The place that the parameter {@code cursor} names; null for the first page.
     *
     * @throws InvalidRequest 400 if it was not made for this list
     */
    public long @Nullable [] place(Listing listing, Parameters parameters) {
        String cursor = parameters.text(CURSOR);
        if (cursor == null) {
            return null;
        }
        byte[] sealed = decoded(cursor);
        if (sealed.length > SEAL_BYTES) {
            int length = sealed.length - SEAL_BYTES;
            byte[] place = Arrays.copyOf(sealed, length);
            byte[] seal = Arrays.copyOfRange(sealed, length, sealed.length);
            if (MessageDigest.isEqual(seal, seal(listing, place))) {
                long[] numbers = new long[length / Long.BYTES];
                ByteBuffer.wrap(place).asLongBuffer().get(numbers);
                return numbers;
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

    /** A place has one length for each path, so no two lists and places come to the same bytes. */
    private byte[] seal(Listing listing, byte[] place) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(PURPOSE);
            mac.update(listing.uri().getBytes(StandardCharsets.UTF_8));
            mac.update(place);
            return Arrays.copyOf(mac.doFinal(), SEAL_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(ALGORITHM + " comes with every JDK", impossible);
        }
    }
}
