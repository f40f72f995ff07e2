package chat.parley.web.settings;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Where secrets come from that an operator may set. Beside the embedded PostgreSQL one that is not
 * set is generated once and kept in the data directory; with an external database it has to be set,
 * for several servers may have to agree on it.
 */
public final class Secrets {

    private static final int GENERATED_BYTES = 32;

    private final DataDir dataDir;
    private final boolean embedded;

    /**
     * @param embedded whether the embedded PostgreSQL is in use
     */
    public Secrets(DataDir dataDir, boolean embedded) {
        this.dataDir = dataDir;
        this.embedded = embedded;
    }

    /**
     * A secret and where it came from.
     *
     * @param file where it is kept, null if the operator set it
     */
    public record Secret(String value, @Nullable Path file) {

        /** Leaves the secret out. */
        @Override
        public String toString() {
            return "Secret[file=" + file + "]";
        }
    }

    /**
     * The secret that was set, else the generated one.
     *
     * @param property what an operator would have to set
     * @param set what the operator set, if anything
     * @param file the name of the file that keeps a generated one
     * @throws StartRefused if it is not set and may not be generated
     */
    public Secret setOrGenerated(String property, @Nullable String set, String file) {
        if (set != null) {
            return new Secret(set, null);
        }
        if (!embedded) {
            throw new StartRefused(missing(property));
        }
        DataDir.OwnerOnlyFile kept = dataDir.ownerOnlyFile(file, Secrets::generate);
        return new Secret(kept.content(), kept.path());
    }

    /** Whether what is not set may be made by Parley itself. */
    public boolean areGenerated() {
        return embedded;
    }

    static String missing(String property) {
        return property
                + " is missing: it has to be set when spring.datasource.url names a database.";
    }

    /** 256 bits of randomness, in characters that survive URLs and shells. */
    public static String generate() {
        byte[] bytes = new byte[GENERATED_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
