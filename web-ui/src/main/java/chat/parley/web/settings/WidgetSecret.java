package chat.parley.web.settings;

import java.nio.charset.StandardCharsets;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The secret that host applications sign widget tokens with, set or generated. */
public record WidgetSecret(String value) {

    /** The secret as a key for HMAC-SHA256: its bytes in UTF-8. */
    public SecretKey key() {
        return new SecretKeySpec(value.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /** Leaves the secret out. */
    @Override
    public String toString() {
        return "WidgetSecret";
    }
}
