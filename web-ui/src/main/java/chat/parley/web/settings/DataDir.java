package chat.parley.web.settings;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/**
 * The directory of what Parley keeps outside a database. It is made when something is first put
 * there, for its owner only.
 */
public final class DataDir {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Path path;

    public DataDir(Path path) {
        this.path = path;
    }

    /** A file of the data directory. */
    public record OwnerOnlyFile(Path path, String content) {}

    public Path path() {
        return path;
    }

    /**
     * A directory in the data directory, made if there is none.
     *
     * @throws StartRefused if it cannot be made
     */
    public Path directory(String name) {
        Path directory = path.resolve(name);
        try {
            return Files.createDirectories(directory, only("rwx------"));
        } catch (IOException e) {
            throw notWritable(e);
        }
    }

    /**
     * What a file holds; if there is none yet, it is written with what {@code content} gives, and
     * only its owner can read it. A file that is there is complete.
     *
     * @throws StartRefused if it can be neither read nor written
     */
    public OwnerOnlyFile ownerOnlyFile(String name, Supplier<String> content) {
        Path file = directory("").resolve(name);
        try {
            return new OwnerOnlyFile(file, Files.readString(file).strip());
        } catch (NoSuchFileException e) {
            return write(file, content.get());
        } catch (IOException e) {
            throw new StartRefused("The file " + file + " cannot be read.", e);
        }
    }

    private OwnerOnlyFile write(Path file, String content) {
        try {
            Path draft = Files.createTempFile(path, ".new", "", only("rw-------"));
            Files.writeString(draft, content + System.lineSeparator());
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            return new OwnerOnlyFile(file, content);
        } catch (IOException e) {
            throw notWritable(e);
        }
    }

    private StartRefused notWritable(IOException cause) {
        return new StartRefused(
                "parley.data-dir is " + path + ", where Parley cannot write.", cause);
    }

    private static FileAttribute<?>[] only(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
