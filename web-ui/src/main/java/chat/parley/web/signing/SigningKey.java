package chat.parley.web.signing;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;

/**
 * Parley's own key, which lies outside of the database: what it signed, whoever can write to the
 * database cannot have made up. Ed25519 (RFC 8032). What is signed must begin with words that say
 * what it is, so that no signature can pass for one of something else.
 */
public final class SigningKey {

    private static final String ALGORITHM = "Ed25519";
    private static final String PEM_LABEL = "PRIVATE KEY";

    private final KeyPair keys;
    private final VerificationKey publicKey;

    private SigningKey(KeyPair keys) {
        this.keys = keys;
        publicKey = new VerificationKey(keys.getPublic());
    }

    /**
     * The key in a PEM text, in the form that {@code openssl genpkey -algorithm ed25519} writes
     * (PKCS#8, RFC 8410).
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static SigningKey of(String pem) {
        try {
            KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
            var spec = new PKCS8EncodedKeySpec(Pem.decode(PEM_LABEL, pem));
            var key = new SigningKey(withPublicKey((EdECPrivateKey) factory.generatePrivate(spec)));
            key.requireThatItWorks();
            return key;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("This is no Ed25519 private key.", e);
        }
    }

    /** A new key, as a PEM text. */
    public static String generatePem() {
        try {
            KeyPair keys = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            return Pem.encode(PEM_LABEL, keys.getPrivate().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The signature of a message, of 64 bytes. */
    public byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(keys.getPrivate());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What others check signatures with. */
    public VerificationKey publicKey() {
        return publicKey;
    }

    /** Names the key beside its signatures; see {@link VerificationKey#id}. */
    public String keyId() {
        return publicKey.id();
    }

    /**
     * A private key of Ed25519 is the 32 random bytes that everything else follows from, so a
     * generator that is given them makes the same pair again.
     */
    private static KeyPair withPublicKey(EdECPrivateKey key) throws GeneralSecurityException {
        byte[] seed = key.getBytes().orElseThrow(GeneralSecurityException::new);
        KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
        generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
        return new KeyPair(generator.generateKeyPair().getPublic(), key);
    }

    private void requireThatItWorks() throws GeneralSecurityException {
        byte[] message = new byte[1];
        if (!publicKey.verifies(message, sign(message))) {
            throw new GeneralSecurityException("The public key does not belong to the private one");
        }
    }

    /** Gives what it was given. */
    private static final class Seed extends SecureRandom {

        private final byte[] bytes;

        Seed(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public void nextBytes(byte[] target) {
            System.arraycopy(bytes, 0, target, 0, target.length);
        }
    }

    /** Leaves the key out. */
    @Override
    public String toString() {
        return "SigningKey[" + keyId() + "]";
    }
}
