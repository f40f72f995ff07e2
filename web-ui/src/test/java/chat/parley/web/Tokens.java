package chat.parley.web;

import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Widget tokens as host applications make them, and as they should not. */
public final class Tokens {

    /** What test servers have as {@code parley.widget.secret}. */
    public static final String SECRET = "a widget secret that only tests know";

    /** Escaped, for UTF-8 cannot write half a character, and some tests want to. */
    private static final JsonMapper json =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final Map<String, Object> header = new LinkedHashMap<>(Map.of("alg", "HS256"));
    private final Map<String, Object> claims = new LinkedHashMap<>();
    private String secret = SECRET;

    private Tokens() {}

    /** A good token for this user that holds for an hour. */
    public static String of(String userId) {
        return from(userId).sign();
    }

    /** The beginnings of a good token. */
    public static Tokens from(String userId) {
        Instant now = Instant.now();
        return new Tokens()
                .claim("sub", userId)
                .claim("iat", now.getEpochSecond())
                .claim("exp", now.plus(Duration.ofHours(1)).getEpochSecond());
    }

    public Tokens claim(String name, Object value) {
        claims.put(name, value);
        return this;
    }

    public Tokens without(String claim) {
        claims.remove(claim);
        return this;
    }

    public Tokens header(String name, Object value) {
        header.put(name, value);
        return this;
    }

    public Tokens secret(String other) {
        secret = other;
        return this;
    }

    public String sign() {
        return sign(json.writeValueAsString(header), json.writeValueAsString(claims), secret);
    }

    /** Signs whatever these texts are. */
    public static String sign(String header, String claims, String secret) {
        return sign(header, claims.getBytes(StandardCharsets.UTF_8), secret);
    }

    /** Signs claims in whatever encoding. */
    public static String sign(String header, byte[] claims, String secret) {
        String signed = base64url(header) + "." + base64url(claims);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return signed + "." + base64url(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64url(String text) {
        return base64url(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
