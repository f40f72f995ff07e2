package chat.parley.web.identity;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Verifies the tokens by which host applications vouch for their users: JWTs (RFC 7519), signed
 * HS256 with the widget secret.
 *
 * <p>They are read here and by no library, because every library forgives something: a subject that
 * is a number, a claim that comes twice, a header that asks for another key.
 */
public final class WidgetTokens {

    private static final Duration LEEWAY = Duration.ofSeconds(30);
    private static final Duration LONGEST_LIFE = Duration.ofHours(24);
    private static final BigDecimal LAST_SECOND =
            BigDecimal.valueOf(Instant.parse("9999-12-31T23:59:59Z").getEpochSecond());

    private static final int SUBJECT_LENGTH = 255;
    private static final int NAME_LENGTH = 200;

    /** What RFC 5321, section 4.5.3.1 leaves for an address. */
    private static final int EMAIL_LENGTH = 254;

    private static final String ATOM = "[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+";
    private static final String LABEL =
            "[\\p{L}\\p{M}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]*[\\p{L}\\p{M}\\p{N}])?";
    private static final Pattern EMAIL =
            Pattern.compile(ATOM + "(?:\\." + ATOM + ")*+@" + LABEL + "(?:\\." + LABEL + ")*+");

    private static final JsonMapper json =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    private final SecretKey key;
    private final UserChats chats;
    private final Clock clock;

    /**
     * @param key the widget secret as a key for HMAC-SHA256
     */
    public WidgetTokens(SecretKey key, UserChats chats, Clock clock) {
        this.key = key;
        this.chats = chats;
        this.clock = clock;
    }

    /**
     * The user whom the token vouches for.
     *
     * @param token in the compact form
     * @throws InvalidToken if it breaks any rule
     */
    public UserPrincipal verify(String token) {
        String[] parts = token.split("\\.", 4);
        if (parts.length != 3) {
            throw new InvalidToken("The token is no signed JWT.");
        }
        requireHs256(object(parts[0]));
        requireSignature(parts[0] + "." + parts[1], parts[2]);
        return user(object(parts[1]));
    }

    private static void requireHs256(JsonNode header) {
        JsonNode algorithm = header.path("alg");
        if (!algorithm.isString() || !algorithm.stringValue().equals("HS256")) {
            throw new InvalidToken("The token must be signed with HS256.");
        }
        if (header.has("crit")) {
            throw new InvalidToken("The token must not have critical header parameters.");
        }
    }

    private void requireSignature(String signed, String signature) {
        byte[] expected = Base64.getUrlEncoder().withoutPadding().encode(hmac(signed));
        if (!MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8))) {
            throw new InvalidToken("The signature of the token is wrong.");
        }
    }

    private byte[] hmac(String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has HmacSHA256.", e);
        }
    }

    private UserPrincipal user(JsonNode claims) {
        Instant now = clock.instant();
        String subject = text(claims, "sub", SUBJECT_LENGTH);
        Instant expiresAt = time(claims, "exp");
        if (subject == null || expiresAt == null) {
            throw new InvalidToken("The token must have the claims sub and exp.");
        }
        if (now.isAfter(expiresAt.plus(LEEWAY))) {
            throw new InvalidToken("The token has expired.");
        }
        if (expiresAt.isAfter(now.plus(LONGEST_LIFE).plus(LEEWAY))) {
            throw new InvalidToken("The token must expire within 24 hours.");
        }
        Instant issuedAt = time(claims, "iat");
        requireNotAhead(issuedAt, now);
        requireNotAhead(time(claims, "nbf"), now);
        String name = text(claims, "name", NAME_LENGTH);
        String email = email(claims);
        return new UserPrincipal(
                chats.find(subject, issuedAt, now), subject, name, email, issuedAt, expiresAt);
    }

    private static void requireNotAhead(@Nullable Instant time, Instant now) {
        if (time != null && time.isAfter(now.plus(LEEWAY))) {
            throw new InvalidToken("The token is not valid yet.");
        }
    }

    private static @Nullable String email(JsonNode claims) {
        String email = text(claims, "email", EMAIL_LENGTH);
        if (email != null && !EMAIL.matcher(email).matches()) {
            throw new InvalidToken("The claim email must be one e-mail address.");
        }
        return email;
    }

    private static @Nullable String text(JsonNode claims, String claim, int mostCodePoints) {
        JsonNode value = claims.path(claim);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isString()) {
            throw new InvalidToken("The claim " + claim + " must be a string.");
        }
        String text = value.stringValue();
        int length = text.codePointCount(0, text.length());
        if (length < 1 || length > mostCodePoints) {
            throw new InvalidToken(
                    "The claim " + claim + " must have 1 to " + mostCodePoints + " characters.");
        }
        if (text.codePoints().anyMatch(WidgetTokens::isNoText)) {
            throw new InvalidToken("The claim " + claim + " holds characters that are no text.");
        }
        return text;
    }

    private static boolean isNoText(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL || type == Character.SURROGATE;
    }

    /** A NumericDate: seconds, with or without a fraction. */
    private static @Nullable Instant time(JsonNode claims, String claim) {
        JsonNode value = claims.path(claim);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isNumber()) {
            throw new InvalidToken("The claim " + claim + " must be a number.");
        }
        BigDecimal seconds = value.decimalValue();
        if (seconds.signum() < 0 || seconds.compareTo(LAST_SECOND) > 0) {
            throw new InvalidToken("The claim " + claim + " must be a time in seconds.");
        }
        return Instant.ofEpochMilli(seconds.movePointRight(3).longValue());
    }

    private static JsonNode object(String base64url) {
        try {
            JsonNode node = json.readTree(utf8(Base64.getUrlDecoder().decode(base64url)));
            if (node.isObject()) {
                return node;
            }
        } catch (IllegalArgumentException | CharacterCodingException | JacksonException e) {
            // Neither base64url nor JSON: as below.
        }
        throw new InvalidToken("The token is no signed JWT.");
    }

    /** To a parser of bytes, UTF-16 and two ways to spell one subject would be welcome too. */
    private static String utf8(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
}
