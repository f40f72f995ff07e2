package chat.parley.web.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.parley.web.Tokens;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import javax.crypto.spec.SecretKeySpec;

class WidgetTokensTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:15:30Z");
    private static final long SECOND = NOW.getEpochSecond();
    private static final String HEADER = "{\"alg\":\"HS256\"}";

    private final ChatIds chatIds = new ChatIds(new SecretKeySpec(new byte[32], "HmacSHA256"));
    private final WidgetTokens tokens =
            new WidgetTokens(
                    new SecretKeySpec(Tokens.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"),
                    new UserChats(chatIds, _ -> Optional.empty()),
                    Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void aGoodTokenSaysWhoTheUserIs() {
        UserPrincipal user =
                tokens.verify(
                        token().claim("email", "ada@example.com")
                                .claim("name", "Ada Lovelace")
                                .claim("iat", SECOND - 5)
                                .claim("nbf", SECOND - 5)
                                .sign());

        assertThat(user)
                .isEqualTo(
                        new UserPrincipal(
                                chatIds.of("ada", 0),
                                "ada",
                                "Ada Lovelace",
                                "ada@example.com",
                                NOW.minusSeconds(5),
                                NOW.plusSeconds(3600)));
    }

    @Test
    void onlySubjectAndExpiryAreRequired() {
        UserPrincipal user = tokens.verify(token().without("iat").sign());

        assertThat(user.name()).isNull();
        assertThat(user.email()).isNull();
        assertThat(user.issuedAt()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub", "exp"})
    void withoutARequiredClaimItIsRefused(String claim) {
        assertRefused(token().without(claim));
    }

    @Test
    void theSubjectIsComparedExactly() {
        List<String> different =
                List.of("ada", "Ada", " ada", "ada ", "a\u0301da", "\u00e1da", "0", "00", "ádá");

        assertThat(different.stream().map(id -> user(token().claim("sub", id)).chatId()))
                .doesNotHaveDuplicates();
    }

    @Test
    void lengthsAreCountedInCodePoints() {
        String emoji = "😀";
        assertAccepted(token().claim("sub", emoji.repeat(255)));
        assertRefused(token().claim("sub", emoji.repeat(256)));
        assertRefused(token().claim("sub", ""));
        assertAccepted(token().claim("name", emoji.repeat(200)));
        assertRefused(token().claim("name", emoji.repeat(201)));
        assertRefused(token().claim("name", ""));
    }

    @Test
    void aClaimOfTheWrongTypeIsRefused() {
        List<Object> noTexts = List.of(1, 1.5, true, List.of("ada"), Map.of("a", "b"));
        for (String claim : List.of("sub", "email", "name")) {
            noTexts.forEach(value -> assertRefused(token().claim(claim, value)));
            assertRefused(token().claim(claim, null));
        }
        List<Object> noTimes = List.of("1", true, List.of(SECOND), Map.of(), -1, 1e300);
        for (String claim : List.of("exp", "iat", "nbf")) {
            noTimes.forEach(value -> assertRefused(token().claim(claim, value)));
            assertRefused(token().claim(claim, null));
        }
    }

    @Test
    void timesMayHaveAFraction() {
        assertThat(user(token().claim("exp", SECOND + 60.25)).expiresAt())
                .isEqualTo(NOW.plusMillis(60_250));
    }

    @Test
    void hugeNumbersCostNothing() {
        assertRefused(claims("{\"sub\":\"ada\",\"exp\":1e999999999}"));
        assertRefused(claims("{\"sub\":\"ada\",\"exp\":" + "9".repeat(900) + "}"));
        assertRefused(claims("{\"sub\":\"ada\",\"exp\":1e-999999999}"));
    }

    @Test
    void itHoldsUntilItExpiresGiveOrTakeThirtySeconds() {
        assertAccepted(token().claim("exp", SECOND - 30));
        assertRefused(token().claim("exp", SECOND - 31));
    }

    @Test
    void itExpiresWithinADayGiveOrTakeThirtySeconds() {
        long day = Duration.ofHours(24).toSeconds();
        assertAccepted(token().claim("exp", SECOND + day + 30));
        assertRefused(token().claim("exp", SECOND + day + 31));
    }

    @ParameterizedTest
    @ValueSource(strings = {"iat", "nbf"})
    void itIsNotValidBeforeItsTimeGiveOrTakeThirtySeconds(String claim) {
        assertAccepted(token().claim(claim, SECOND + 30));
        assertRefused(token().claim(claim, SECOND + 31));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\n", "\t", "\u001b", "\u007f", "\u0085", "\ud800", "\udc00"})
    void whatIsNoTextIsRefused(String noText) {
        assertRefused(token().claim("sub", "a" + noText + "da"));
        assertRefused(token().claim("name", "a" + noText + "da"));
        assertRefused(token().claim("email", "a" + noText + "da@example.com"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b",
                "ada+chat@example.co.uk",
                "ada.lovelace@mail-1.example.com",
                "jörg@müller.de",
                "用户@例子.广告",
                "o'neil@example.com"
            })
    void oneAddressIsAnEmail(String address) {
        assertAccepted(token().claim("email", address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "@example.com",
                "ada@",
                "ada@@example.com",
                "ada@example.com,bob@example.com",
                "ada@example.com;bob@example.com",
                "ada@example.com bob@example.com",
                "Ada <ada@example.com>",
                "ada @example.com",
                "ada@example.com ",
                ".ada@example.com",
                "ada.@example.com",
                "a..da@example.com",
                "ada@-example.com",
                "ada@example..com",
                "ada@example.com.",
                "ada@[127.0.0.1]",
                "\"ada\"@example.com"
            })
    void anythingElseIsNone(String address) {
        assertRefused(token().claim("email", address));
    }

    @Test
    void anAddressThatTakesForeverToMatchIsRefusedAtOnce() {
        assertRefused(token().claim("email", "a".repeat(120) + "." + "a.".repeat(60) + "@"));
        assertRefused(token().claim("email", "a@" + "a-".repeat(120)));
        assertRefused(token().claim("email", "a@" + "a".repeat(253)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "HS384", "HS512", "RS256", "hs256", "HS256 ", ""})
    void anotherAlgorithmIsRefused(String algorithm) {
        assertRefused(token().header("alg", algorithm));
    }

    @Test
    void anAlgorithmThatIsNoStringIsRefused() {
        assertRefused(token().header("alg", List.of("HS256")));
        assertRefused(token().header("alg", null));
        assertRefused(Tokens.sign("{}", "{\"sub\":\"ada\",\"exp\":1}", Tokens.SECRET));
    }

    @Test
    void criticalParametersAreRefusedWhateverTheyAre() {
        assertRefused(token().header("crit", List.of("exp")));
        assertRefused(token().header("crit", List.of()));
        assertRefused(token().header("crit", null));
        assertRefused(token().header("crit", List.of("b64")).header("b64", false));
    }

    @Test
    void parametersThatNameAnotherKeyAreIgnoredWhateverTheyAre() {
        for (String parameter : List.of("kid", "jku", "x5u", "jwk", "x5c", "typ", "cty")) {
            assertAccepted(token().header(parameter, "https://evil.example.com/key"));
            assertAccepted(token().header(parameter, "../../etc/passwd"));
            assertAccepted(token().header(parameter, 7));
            assertAccepted(token().header(parameter, null));
        }
    }

    @Test
    void anotherKeyIsRefused() {
        assertRefused(token().secret("another secret that is also long enough"));
        assertRefused(token().secret(Tokens.SECRET + " "));
    }

    @Test
    void whateverIsChangedInATokenItIsRefused() {
        String good = token().sign();
        Random random = new Random(42);
        for (int i = 0; i < good.length(); i++) {
            char other;
            do {
                other = (char) (33 + random.nextInt(94));
            } while (other == good.charAt(i));
            assertRefused(good.substring(0, i) + other + good.substring(i + 1));
            assertRefused(good.substring(0, i) + good.substring(i + 1));
            assertRefused(good.substring(0, i));
            assertRefused(good.substring(0, i) + other + good.substring(i));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "a.b.c",
                "ada",
                "e30.e30.",
                "\0.\0.\0",
                "é.é.é",
                "====.==.="
            })
    void whatIsNoTokenIsRefused(String token) {
        assertRefused(token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "\"ada\"",
                "{",
                "{\"sub\":\"ada\",\"exp\":%1$d,}",
                "{\"sub\":\"ada\",\"exp\":%1$d} {}",
                "{\"sub\":\"ada\",\"sub\":\"bob\",\"exp\":%1$d}",
                "{\"sub\":\"ada\",\"exp\":%1$d,\"exp\":%1$d}",
                "{'sub':'ada','exp':%1$d}",
                "{\"sub\":\"ada\",\"exp\":NaN}",
                "{\"sub\":\"a\\ud800da\",\"exp\":%1$d}",
                "{\"sub\":\"a\\u0000da\",\"exp\":%1$d}"
            })
    void claimsThatAreNoPlainJsonObjectAreRefused(String claims) {
        assertRefused(claims(claims.formatted(SECOND + 60)));
    }

    @Test
    void claimsThatAreNotUtf8AreRefused() {
        String good = token().sign();
        String header = good.substring(0, good.indexOf('.'));
        byte[] claims = {'{', '"', 's', 'u', 'b', '"', ':', '"', (byte) 0xff, '"', '}'};
        String signed = header + "." + Base64.getUrlEncoder().encodeToString(claims);
        assertRefused(signed + ".x");
    }

    @Test
    void claimsInAnotherEncodingAreRefused() {
        String claims = "{\"sub\":\"a/b\",\"exp\":" + (SECOND + 60) + "}";
        String twoBytesForASlash = claims.replace("/", "\u00c0\u00af");

        for (byte[] bytes :
                new byte[][] {
                    claims.getBytes(StandardCharsets.UTF_16),
                    ("\ufeff" + claims).getBytes(StandardCharsets.UTF_8),
                    twoBytesForASlash.getBytes(StandardCharsets.ISO_8859_1)
                }) {
            assertRefused(Tokens.sign(HEADER, bytes, Tokens.SECRET));
        }
    }

    @Test
    void unknownClaimsAreIgnored() {
        assertAccepted(token().claim("aud", List.of("x")).claim("iss", 7).claim("role", "admin"));
    }

    @Test
    void aRefusalNeverRepeatsWhatWasSent() {
        assertThatExceptionOfType(InvalidToken.class)
                .isThrownBy(() -> tokens.verify(token().claim("email", "secret stuff").sign()))
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("secret"));
        assertThat(user(token().claim("email", "ada@example.com")).toString())
                .doesNotContain("ada");
    }

    private static Tokens token() {
        return Tokens.from("ada").claim("iat", SECOND).claim("exp", SECOND + 3600);
    }

    private static String claims(String json) {
        return Tokens.sign(HEADER, json, Tokens.SECRET);
    }

    private UserPrincipal user(Tokens token) {
        return tokens.verify(token.sign());
    }

    private void assertAccepted(Tokens token) {
        assertThatCode(() -> tokens.verify(token.sign())).doesNotThrowAnyException();
    }

    private void assertRefused(Tokens token) {
        assertRefused(token.sign());
    }

    private void assertRefused(String token) {
        assertThatExceptionOfType(InvalidToken.class).isThrownBy(() -> tokens.verify(token));
    }
}
