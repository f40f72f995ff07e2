package chat.parley.web.embedded;

import chat.parley.web.settings.StartRefused;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.LinuxUtils;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** PostgreSQL's own programs, unpacked from this application for the machine that it runs on. */
final class PostgresPrograms {

    private final Path directory;

    private PostgresPrograms(Path directory) {
        this.directory = directory;
    }

    /**
     * Unpacks the programs below {@code parent}, if this very version is not there yet.
     *
     * @throws StartRefused if there are none for this machine
     */
    static PostgresPrograms unpackedIn(Path parent) throws IOException {
        byte[] archive = archive();
        Path directory = parent.resolve("programs-" + digest(archive).substring(0, 12));
        if (!Files.isDirectory(directory)) {
            Path draft = parent.resolve("programs.new");
            FileSystemUtils.deleteRecursively(draft);
            unpack(archive, draft);
            Files.move(draft, directory, StandardCopyOption.ATOMIC_MOVE);
        }
        return new PostgresPrograms(directory);
    }

    /**
     * Runs one of the programs to its end, even on a thread that is interrupted: it works on the
     * files of the database.
     *
     * @param output where all that it prints goes; a pipe would stay open in the server's hands
     * @return its exit code
     */
    int run(Path output, String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            // PostgreSQL refuses to run as root; in a user namespace root is nobody in particular.
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(directory.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                        .start();
        return process.onExit().join().exitValue();
    }

    private static byte[] archive() throws IOException {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String name =
                system.startsWith("mac")
                        ? "Darwin"
                        : system.startsWith("win") ? "Windows" : "Linux";
        String machine = System.getProperty("os.arch", "");
        try (InputStream archive =
                DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
                        name, machine.equals("amd64") ? "x86_64" : machine)) {
            return archive.readAllBytes();
        } catch (IllegalStateException | NoClassDefFoundError e) {
            throw new StartRefused(
                    "spring.datasource.url is missing, and this build of Parley brings no PostgreSQL"
                            + " for "
                            + name
                            + " on "
                            + machine
                            + ".",
                    e);
        }
    }

    private static void unpack(byte[] archive, Path target) throws IOException {
        try (var tar =
                new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                unpack(entry, tar, target.resolve(entry.getName()).normalize());
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path file)
            throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink() || entry.isLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, file);
            File program = file.toFile();
            if ((entry.getMode() & 0100) != 0 && !program.setExecutable(true)) {
                throw new IOException(file + " cannot be made executable");
            }
        }
    }

    private static String digest(byte[] archive) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
