package chat.parley.web.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.security.KeyPairGenerator;
import java.util.HexFormat;

class SigningKeyTest {

    /** The second test of RFC 8032, section 7.1, its private key as RFC 8410 writes one. */
    private static final String RFC_SEED =
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";

    private static final String RFC_PUBLIC_KEY =
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
    private static final String RFC_SIGNATURE =
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                    + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";

    @Test
    void signsAsTheStandardSays() {
        SigningKey key = rfcKey();

        assertThat(key.sign(hex("72"))).isEqualTo(hex(RFC_SIGNATURE));
    }

    @Test
    void knowsThePublicKeyThatFollowsFromAPrivateOne() {
        assertThat(Pem.decode("PUBLIC KEY", rfcKey().publicKey().pem()))
                .isEqualTo(hex("302a300506032b6570032100" + RFC_PUBLIC_KEY));
    }

    @Test
    void itsPublicKeyKnowsItsSignatures() {
        SigningKey key = SigningKey.of(SigningKey.generatePem());
        byte[] message = "what happened".getBytes(UTF_8);

        VerificationKey published = VerificationKey.of(key.publicKey().pem());

        assertThat(published.id()).isEqualTo(key.keyId()).matches("[0-9a-f]{16}");
        assertThat(published.verifies(message, key.sign(message))).isTrue();
        assertThat(published.verifies("something else".getBytes(UTF_8), key.sign(message)))
                .isFalse();
        assertThat(published.verifies(message, new byte[3])).isFalse();
        assertThat(rfcKey().publicKey().verifies(message, key.sign(message))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no key",
                "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nAAA\n-----END PRIVATE KEY-----"
            })
    void whatIsNoKeyIsRefused(String text) {
        assertThatThrownBy(() -> SigningKey.of(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VerificationKey.of(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKeyOfAnotherAlgorithmIsRefused() throws Exception {
        byte[] other =
                KeyPairGenerator.getInstance("Ed448").generateKeyPair().getPrivate().getEncoded();

        assertThatThrownBy(() -> SigningKey.of(Pem.encode("PRIVATE KEY", other)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKeyStaysOutOfItsText() {
        assertThat(rfcKey().toString()).isEqualTo("SigningKey[" + rfcKey().keyId() + "]");
    }

    private static SigningKey rfcKey() {
        byte[] der = hex("302e020100300506032b657004220420" + RFC_SEED);
        return SigningKey.of(Pem.encode("PRIVATE KEY", der));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
