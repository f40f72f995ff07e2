package chat.parley.web.signing;

import chat.parley.web.settings.DataDir;
import chat.parley.web.settings.ParleySettings;
import chat.parley.web.settings.Secrets;
import chat.parley.web.settings.StartRefused;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Where the key comes from that Parley signs with. */
@Configuration(proxyBeanMethods = false)
public class SigningKeyConfiguration {

    /** The setting of the key. */
    public static final String PROPERTY = "parley.audit.signing-key";

    private static final String FILE = "signing-key.pem";

    /**
     * The key that was set, else beside the embedded PostgreSQL one that is made once and kept in
     * the data directory. With a database of the operator's own there is none that was not set:
     * what signs for years must not lie where a new container leaves it behind.
     *
     * @throws StartRefused if there is something else in its place
     */
    @Bean
    @Nullable SigningKey signingKey(ParleySettings settings, Secrets secrets, DataDir dataDir) {
        String set = settings.audit().signingKey();
        if (set != null) {
            return parse(isPem(set) ? set : read(set), PROPERTY + " is");
        }
        if (!secrets.areGenerated()) {
            return null;
        }
        DataDir.OwnerOnlyFile kept = dataDir.ownerOnlyFile(FILE, SigningKey::generatePem);
        return parse(kept.content(), "The file " + kept.path() + " holds");
    }

    private static boolean isPem(String text) {
        return text.stripLeading().startsWith(Pem.BEGIN);
    }

    /** The refusal does not repeat the path: it may be a key that was put in wrongly. */
    private static String read(String path) {
        try {
            return Files.readString(Path.of(path));
        } catch (IOException | InvalidPathException e) {
            throw new StartRefused(PROPERTY + " names no file that Parley can read.", e);
        }
    }

    private static SigningKey parse(String pem, String where) {
        try {
            return SigningKey.of(pem);
        } catch (IllegalArgumentException e) {
            throw new StartRefused(where + " no Ed25519 private key in PEM form (PKCS#8).", e);
        }
    }
}
