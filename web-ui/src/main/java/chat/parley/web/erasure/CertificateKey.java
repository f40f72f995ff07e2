package chat.parley.web.erasure;

import chat.parley.web.problem.Unavailable;
import chat.parley.web.settings.DataDir;
import chat.parley.web.settings.StartRefused;
import chat.parley.web.signing.SigningKey;

import org.jspecify.annotations.Nullable;

/**
 * What certificates are signed with: Parley's own key. A node that was given none, which is one
 * with a database of the operator's, makes one for its certificates when it first needs it: a
 * person has a right to the certificate, whatever was left out of the settings.
 */
final class CertificateKey {

    private static final String FILE = "certificate-key.pem";

    private final @Nullable SigningKey set;
    private final DataDir dataDir;
    private @Nullable SigningKey made;

    /**
     * @param set Parley's own key, if it has one
     */
    CertificateKey(@Nullable SigningKey set, DataDir dataDir) {
        this.set = set;
        this.dataDir = dataDir;
    }

    /**
     * @throws Unavailable if there is none and none can be kept
     */
    SigningKey get() {
        return set != null ? set : made();
    }

    private synchronized SigningKey made() {
        if (made == null) {
            try {
                made =
                        SigningKey.of(
                                dataDir.ownerOnlyFile(FILE, SigningKey::generatePem).content());
            } catch (StartRefused notWritable) {
                throw new Unavailable(
                        "There is no key to sign the certificate with:"
                                + " parley.audit.signing-key has to be set.");
            }
        }
        return made;
    }
}
