package chat.parley.web.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.parley.web.settings.DataDir;
import chat.parley.web.settings.StartRefused;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Stream;

class EmbeddedPostgresIT {

    @TempDir private static Path directory;

    /** One for all who do not mind what is in it already, since a first start takes seconds. */
    private final Path data = directory.resolve("ours");

    @Test
    void keepsItsPortAndTakesAnotherOnlyFromAStranger() throws Exception {
        DataDir dataDir = new DataDir(data);
        String url;
        try (var postgres = EmbeddedPostgres.open(dataDir)) {
            url = postgres.getJdbcUrl();
            execute(postgres, "CREATE TABLE kept AS SELECT 42 AS answer");
        }
        try (var postgres = EmbeddedPostgres.open(dataDir)) {
            assertThat(postgres.getJdbcUrl()).isEqualTo(url);
        }
        try (var stranger = new ServerSocket(portOf(url), 1, InetAddress.getLoopbackAddress());
                var postgres = EmbeddedPostgres.open(dataDir)) {
            assertThat(portOf(postgres.getJdbcUrl())).isNotEqualTo(stranger.getLocalPort());
            assertThat(query(postgres, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Nested
    class OnceItRuns {

        private static EmbeddedPostgres postgres;
        private static Path data;

        @BeforeAll
        static void open(@TempDir Path directory) {
            data = directory;
            postgres = EmbeddedPostgres.open(new DataDir(directory));
        }

        @AfterAll
        static void close() {
            postgres.close();
        }

        @Test
        void isDurableAndAsksForItsPassword() throws Exception {
            assertThat(query(postgres, "SHOW fsync")).isEqualTo("on");
            assertThat(query(postgres, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(query(postgres, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(query(postgres, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThatThrownBy(() ->
                            DriverManager.getConnection(
                                    postgres.getJdbcUrl(), postgres.getUsername(), "guess"))
                    .hasMessageContaining("password authentication failed");
        }

        @Test
        void logsThatAStatementFailedAndNeitherItsRowNorItsText() throws Exception {
            execute(postgres, "CREATE TABLE said (content text CONSTRAINT poison CHECK (false))");

            assertThatThrownBy(() -> execute(postgres, "INSERT INTO said VALUES ('my marker')"))
                    .hasMessageContaining("my marker");

            await().until(() -> log().contains("poison"));
            assertThat(log()).doesNotContain("marker");
        }

        private static String log() throws IOException {
            StringBuilder log = new StringBuilder();
            try (Stream<Path> files = Files.list(data.resolve("postgresql/data/log"))) {
                for (Path file : files.toList()) {
                    log.append(Files.readString(file));
                }
            }
            return log.toString();
        }
    }

    @Test
    void goesOnWhenParleyIsKilledAndIsTakenOverByTheNextOnTheSameData() throws Exception {
        Process killed =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                KilledParley.class.getName(),
                                data.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String url =
                killed.inputReader()
                        .lines()
                        .filter(line -> line.startsWith("jdbc:"))
                        .findFirst()
                        .orElseThrow();
        assertThatThrownBy(() -> EmbeddedPostgres.open(new DataDir(data)))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("which another Parley uses");
        long server = pidIn(data);
        killed.destroyForcibly().waitFor();

        try (var other = EmbeddedPostgres.open(new DataDir(directory.resolve("theirs")));
                var next = EmbeddedPostgres.open(new DataDir(data))) {
            assertThat(next.getJdbcUrl()).isEqualTo(url).isNotEqualTo(other.getJdbcUrl());
            assertThat(pidIn(data)).isEqualTo(server);
            assertThat(query(next, "SELECT 1")).isEqualTo("1");
        }
        assertThat(data.resolve("postgresql/data/postmaster.pid")).doesNotExist();
    }

    @Test
    void isStartedAgainIfItDies() throws Exception {
        try (var postgres = EmbeddedPostgres.open(new DataDir(data))) {
            execute(postgres, "CREATE TABLE survived AS SELECT 42 AS answer");

            ProcessHandle.of(pidIn(data)).orElseThrow().destroyForcibly();

            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> query(postgres, "SELECT answer FROM survived"), "42"::equals);
        }
    }

    @Test
    void isStoppedByAThreadThatIsInterruptedToo() {
        var postgres = EmbeddedPostgres.open(new DataDir(data));

        Thread.currentThread().interrupt();
        postgres.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(data.resolve("postgresql/data/postmaster.pid")).doesNotExist();
    }

    @Test
    void anInterruptedFirstStartIsBegunAnew() throws Exception {
        Path begun = directory.resolve("begun");
        Files.createDirectories(begun.resolve("postgresql/data.new/base"));
        Files.createDirectories(begun.resolve("postgresql/programs.new/bin"));

        try (var postgres = EmbeddedPostgres.open(new DataDir(begun))) {
            assertThat(query(postgres, "SELECT lower('ÄÖÜ')")).isEqualTo("äöü");
        }
    }

    private static long pidIn(Path data) throws IOException {
        Path file = data.resolve("postgresql/data/postmaster.pid");
        return Long.parseLong(Files.readAllLines(file).getFirst().strip());
    }

    private static int portOf(String jdbcUrl) {
        return URI.create(jdbcUrl.substring("jdbc:".length())).getPort();
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(
                postgres.getJdbcUrl(), postgres.getUsername(), postgres.getPassword());
    }
}
