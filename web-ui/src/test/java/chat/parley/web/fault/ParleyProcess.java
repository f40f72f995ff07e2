package chat.parley.web.fault;

import chat.parley.web.AdminClient;
import chat.parley.web.ParleyApplication;
import chat.parley.web.Tokens;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Parley as a process of its own, with everything embedded, on a data directory and always the same
 * port.
 */
final class ParleyProcess implements AutoCloseable {

    /** Longer than it takes to kill, and shorter than it takes to start. */
    private static final Duration SHORT_EMAIL_DELAY = Duration.ofSeconds(2);

    private static final long START_SECONDS = 120;
    private static final long STOP_SECONDS = 60;

    private final Path dataDir;
    private final Path output;
    private final URI uri;
    private final List<String> arguments;
    private Process process;

    private ParleyProcess(Path directory, List<String> arguments) {
        this.dataDir = directory.resolve("data");
        this.output = directory.resolve("output.log");
        int port = freePort();
        this.uri = URI.create("http://localhost:" + port);
        this.arguments = new ArrayList<>(arguments);
        this.arguments.addAll(
                List.of(
                        "--server.port=" + port,
                        "--parley.data-dir=" + dataDir,
                        "--parley.widget.secret=" + Tokens.SECRET,
                        "--parley.admin.email=" + AdminClient.EMAIL,
                        "--parley.admin.password=" + AdminClient.PASSWORD));
    }

    /**
     * One for all tests that leave it as it was, running and whole; e-mails are due after a moment.
     */
    static final class Shared implements ParameterResolver {

        private record OnItsOwn(ParleyProcess parley, Path directory) implements AutoCloseable {

            static OnItsOwn start() {
                try {
                    Path directory = Files.createTempDirectory("parley-process");
                    return new OnItsOwn(
                            ParleyProcess.start(
                                    directory, "--parley.reply-email.delay=" + SHORT_EMAIL_DELAY),
                            directory);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void close() throws IOException {
                parley.close();
                FileSystemUtils.deleteRecursively(directory);
            }
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == ParleyProcess.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(OnItsOwn.class, _ -> OnItsOwn.start(), OnItsOwn.class)
                    .parley();
        }
    }

    /** Starts Parley and waits until it answers. */
    static ParleyProcess start(Path directory, String... arguments) {
        ParleyProcess parley = new ParleyProcess(directory, List.of(arguments));
        parley.start();
        return parley;
    }

    URI uri() {
        return uri;
    }

    Path dataDir() {
        return dataDir;
    }

    /** Statements of the superuser, for as long as the database keeps its port. */
    JdbcTemplate database() {
        try {
            String port = Files.readString(dataDir.resolve("postgresql/port")).strip();
            String password = Files.readString(dataDir.resolve("postgresql-password")).strip();
            return new JdbcTemplate(
                    new DriverManagerDataSource(
                            "jdbc:postgresql://127.0.0.1:" + port + "/parley", "parley", password));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it is started with. */
    String[] arguments() {
        return arguments.toArray(String[]::new);
    }

    /** What it has printed so far, over all its lives. */
    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it again after it was killed or stopped. */
    void start() {
        process = launch(List.of());
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!isUp()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("Parley did not start:\n" + output());
            }
            pause();
        }
    }

    /** As a power cut for this process: no shutdown hook runs. */
    void kill() {
        process.destroyForcibly();
        waitFor(process);
    }

    void stop() {
        process.destroy();
        waitFor(process);
    }

    /** Runs it with more arguments, to its own end; the exit status. */
    int run(String... more) {
        Process run = launch(List.of(more));
        waitFor(run);
        return run.exitValue();
    }

    private Process launch(List<String> more) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ParleyApplication.class.getName()));
        command.addAll(arguments);
        command.addAll(more);
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isUp() {
        try {
            return Http.get(uri.resolve("/actuator/health")).status() == 200;
        } catch (Http.NoAnswer notYet) {
            return false;
        }
    }

    private static void waitFor(Process process) {
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("Parley did not end");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a power cut for its embedded PostgreSQL, which a killed Parley leaves running. */
    void killDatabase() {
        Path pidFile = dataDir.resolve("postgresql/data/postmaster.pid");
        try {
            long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
            ProcessHandle.of(pid).stream()
                    .flatMap(server -> Stream.concat(server.descendants(), Stream.of(server)))
                    .toList()
                    .forEach(ProcessHandle::destroyForcibly);
        } catch (NoSuchFileException stopped) {
            // There is nothing to kill.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        } else {
            killDatabase();
        }
    }
}
