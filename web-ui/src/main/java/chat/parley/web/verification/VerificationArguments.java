package chat.parley.web.verification;

import chat.parley.web.signing.SigningKeyConfiguration;
import chat.parley.web.signing.VerificationKey;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code --verify-history} is told besides the settings: {@code --checkpoint FILE} and {@code
 * --public-key FILE}.
 */
record VerificationArguments(@Nullable String checkpointFile, @Nullable String publicKeyFile) {

    private static final String CHECKPOINT = "--checkpoint";
    private static final String PUBLIC_KEY = "--public-key";

    /**
     * @throws CannotVerify if a file is not named
     */
    static VerificationArguments of(String[] arguments) {
        return new VerificationArguments(
                value(arguments, CHECKPOINT), value(arguments, PUBLIC_KEY));
    }

    /** The key to check signatures with, if one was named. */
    Optional<VerificationKey> publicKey() {
        return Optional.ofNullable(publicKeyFile)
                .map(file -> {
                    try {
                        return VerificationKey.of(Files.readString(Path.of(file)));
                    } catch (IOException | InvalidPathException e) {
                        throw unreadable(file, e);
                    } catch (IllegalArgumentException e) {
                        throw new CannotVerify(
                                "The file " + file + " holds no Ed25519 public key in PEM form.",
                                e);
                    }
                });
    }

    /**
     * The checkpoints in the file that was named, each signed by the key; none if none was named.
     *
     * @throws CannotVerify if there is none in it, or one that the key did not sign
     */
    List<Checkpoint> checkpoints(JsonMapper json, @Nullable VerificationKey signer) {
        if (checkpointFile == null) {
            return List.of();
        }
        if (signer == null) {
            throw new CannotVerify(
                    "There is no key to check checkpoints with; name one by "
                            + PUBLIC_KEY
                            + " or set "
                            + SigningKeyConfiguration.PROPERTY
                            + ".");
        }
        List<Checkpoint> checkpoints = read(json, checkpointFile);
        if (checkpoints.isEmpty()) {
            throw noCheckpoints(checkpointFile, null);
        }
        for (Checkpoint checkpoint : checkpoints) {
            if (!checkpoint.isSignedBy(signer)) {
                throw new CannotVerify(
                        "The checkpoint of position %d in %s is not signed by the key %s."
                                .formatted(checkpoint.position(), checkpointFile, signer.id()));
            }
        }
        return checkpoints;
    }

    /** One after the other, or all in an array. */
    private static List<Checkpoint> read(JsonMapper json, String file) {
        try (MappingIterator<Checkpoint> checkpoints =
                json.readerFor(Checkpoint.class).readValues(Files.readString(Path.of(file)))) {
            return checkpoints.readAll();
        } catch (IOException | InvalidPathException e) {
            throw unreadable(file, e);
        } catch (JacksonException e) {
            throw noCheckpoints(file, e);
        }
    }

    private static CannotVerify unreadable(String file, Exception cause) {
        return new CannotVerify("The file " + file + " cannot be read.", cause);
    }

    private static CannotVerify noCheckpoints(String file, @Nullable Exception cause) {
        return new CannotVerify("The file " + file + " holds no checkpoints.", cause);
    }

    /** Behind the name, or behind its equals sign. */
    private static @Nullable String value(String[] arguments, String name) {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].startsWith(name + "=")) {
                return arguments[i].substring(name.length() + 1);
            }
            if (arguments[i].equals(name)) {
                if (i + 1 == arguments.length || arguments[i + 1].startsWith("--")) {
                    throw new CannotVerify(name + " must be followed by the name of a file.");
                }
                return arguments[i + 1];
            }
        }
        return null;
    }
}
