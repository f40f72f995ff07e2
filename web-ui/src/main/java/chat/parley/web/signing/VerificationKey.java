package chat.parley.web.signing;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** The public half of a {@link SigningKey}, with which anybody can check what it signed. */
public final class VerificationKey {

    private static final String ALGORITHM = "Ed25519";
    private static final String PEM_LABEL = "PUBLIC KEY";
    private static final int ID_BYTES = 8;

    private final PublicKey key;
    private final String id;

    VerificationKey(PublicKey key) {
        this.key = key;
        id = idOf(key);
    }

    /**
     * The key in a PEM text, in the form of {@link #pem}.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static VerificationKey of(String pem) {
        try {
            KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
            var spec = new X509EncodedKeySpec(Pem.decode(PEM_LABEL, pem));
            return new VerificationKey(factory.generatePublic(spec));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("This is no Ed25519 public key.", e);
        }
    }

    /** Whether a signature is one of this message by this key. */
    public boolean verifies(byte[] message, byte[] signature) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(message);
            return check.verify(signature);
        } catch (SignatureException malformed) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first 16 hexadecimal digits of the SHA-256 of the key in DER form. */
    public String id() {
        return id;
    }

    /** The key as a PEM text (SubjectPublicKeyInfo, RFC 8410). */
    public String pem() {
        return Pem.encode(PEM_LABEL, key.getEncoded());
    }

    private static String idOf(PublicKey key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
