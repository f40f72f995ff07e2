package chat.parley.web.embedded;

import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;

/** A PostgreSQL server that listens on the loopback interface only, and its files. */
final class PostgresServer {

    static final String USER = "parley";
    static final String DATABASE = "parley";

    private static final Duration START_WITHIN = Duration.ofSeconds(60);
    private static final int CONNECT_MILLIS = 2_000;

    /** Of the lines of postmaster.pid: process, data directory, start, port, and more. */
    private static final int PORT_LINE = 3;

    private final Path home;
    private final Path data;
    private final Path pidFile;
    private final Path output;
    private final PostgresPrograms programs;
    private final Path passwordFile;
    private final String password;
    private volatile int port;

    PostgresServer(Path home, PostgresPrograms programs, Path passwordFile, String password) {
        this.home = home;
        this.data = home.resolve("data");
        this.pidFile = data.resolve("postmaster.pid");
        this.output = home.resolve("start.log");
        this.programs = programs;
        this.passwordFile = passwordFile;
        this.password = password;
    }

    String password() {
        return password;
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Takes over the server that runs on these files, else starts one. Its port stays the same. */
    void start() throws IOException, SQLException {
        initialize();
        Instant deadline = Instant.now().plus(START_WITHIN);
        while (!isRunning()) {
            if (Instant.now().isAfter(deadline)) {
                throw new IOException("see " + output);
            }
            launch();
        }
        createDatabase();
    }

    void stop() throws IOException {
        run("pg_ctl", "stop", "-D", data.toString(), "-m", "fast", "-w", "-t", "30");
    }

    /** Whether nothing listens any more. A server that is only slow, or frozen, is not dead. */
    boolean isDead() throws IOException {
        return isDead(port);
    }

    private static boolean isDead(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return false;
        } catch (ConnectException e) {
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    /** Whether the server of these very files answers: only that one may be taken over. */
    private boolean isRunning() throws IOException {
        if (!Files.exists(pidFile)) {
            return false;
        }
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.size() <= PORT_LINE || isDead(portIn(lines))) {
            return false;
        }
        port = portIn(lines);
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement();
                var answer = statement.executeQuery("SHOW data_directory")) {
            answer.next();
            return Path.of(answer.getString(1)).toRealPath().equals(data.toRealPath());
        } catch (SQLException e) {
            return false;
        }
    }

    private void initialize() throws IOException {
        if (Files.exists(data)) {
            return;
        }
        // What an interrupted first start left is nobody's data yet.
        Path draft = home.resolve("data.new");
        FileSystemUtils.deleteRecursively(draft);
        int exit =
                run(
                        "initdb",
                        "-D",
                        draft.toString(),
                        "-U",
                        USER,
                        "-E",
                        "UTF8",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--locale=C",
                        "--auth=scram-sha-256",
                        "--pwfile=" + passwordFile);
        if (exit != 0) {
            throw new IOException("initdb failed, see " + output);
        }
        Files.writeString(
                draft.resolve("postgresql.conf"),
                "include 'parley.conf'\n",
                StandardOpenOption.APPEND);
        Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * One try. It may fail where the processes of a server that was killed take a moment to leave.
     */
    private void launch() throws IOException {
        removeStalePidFile();
        if (!Files.exists(pidFile)) {
            configure(ownPort());
        }
        if (run("pg_ctl", "start", "-D", data.toString(), "-l", output.toString(), "-w", "-t", "60")
                != 0) {
            pause();
        }
    }

    /**
     * PostgreSQL takes any living process with the number in its file for itself, even one that got
     * the number after a crash, or one that is dead and nobody has asked about.
     */
    private void removeStalePidFile() throws IOException {
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        boolean listens = lines.size() > PORT_LINE && !isDead(portIn(lines));
        boolean postgres =
                ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                        .flatMap(process -> process.info().command())
                        .filter(command -> command.contains("postgres"))
                        .isPresent();
        if (!listens && !postgres) {
            Files.delete(pidFile);
        }
    }

    private static int portIn(List<String> pidFile) {
        return Integer.parseInt(pidFile.get(PORT_LINE).strip());
    }

    private int run(String program, String... arguments) throws IOException {
        return programs.run(output, program, arguments);
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for PostgreSQL", e);
        }
    }

    /**
     * Written at each start, so that a new version of Parley brings its own. Its log says what
     * failed, and nothing of the rows, statements and parameters that it failed on: they are
     * personal, and an erasure does not reach them there.
     */
    private void configure(int port) throws IOException {
        Files.writeString(
                data.resolve("parley.conf"),
                """
                listen_addresses = '127.0.0.1'
                unix_socket_directories = ''
                port = %d
                password_encryption = 'scram-sha-256'
                fsync = on
                full_page_writes = on
                synchronous_commit = on
                timezone = 'UTC'
                log_timezone = 'UTC'
                logging_collector = on
                log_directory = 'log'
                log_filename = 'postgresql-%%a.log'
                log_truncate_on_rotation = on
                log_rotation_age = 1d
                log_rotation_size = 0
                log_error_verbosity = terse
                log_min_error_statement = panic
                """
                        .formatted(port));
        Files.writeString(data.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
    }

    /**
     * The port of this data directory, chosen once; another one only if a stranger has taken it.
     */
    private int ownPort() throws IOException {
        Path file = home.resolve("port");
        Integer chosen = readPort(file);
        if (chosen != null && isFree(chosen)) {
            return chosen;
        }
        int free = bind(0);
        Files.writeString(file, free + "\n");
        return free;
    }

    private static @Nullable Integer readPort(Path file) throws IOException {
        return Files.exists(file) ? Integer.valueOf(Files.readString(file).strip()) : null;
    }

    private static boolean isFree(int port) {
        try {
            return bind(port) == port;
        } catch (IOException e) {
            return false;
        }
    }

    private static int bind(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket.getLocalPort();
        }
    }

    private void createDatabase() throws SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            try (var found =
                    statement.executeQuery(
                            "SELECT FROM pg_database WHERE datname = '" + DATABASE + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("CREATE DATABASE " + DATABASE);
        }
    }

    private Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("socketTimeout", "30");
        return DriverManager.getConnection(jdbcUrl(database), properties);
    }
}
