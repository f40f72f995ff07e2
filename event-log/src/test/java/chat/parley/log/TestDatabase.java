package chat.parley.log;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import javax.sql.DataSource;

/**
 * A real PostgreSQL for tests, as durable as in production: one server per JVM, started when first
 * asked for and stopped with the JVM, and in it as many databases as there are tests.
 */
public final class TestDatabase {

    private static final String TEMPLATE = "parley_template";
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final Server SERVER = new Server();

    private TestDatabase() {}

    /**
     * A new database with all migrations of the class path and no rows. Close it when the test is
     * over.
     */
    public static HikariDataSource fresh() {
        String name = "test_" + DATABASES.incrementAndGet();
        SERVER.createFromTemplate(name);
        return pool(name);
    }

    /** Another pool on the database of this one, as a second node has it. */
    public static HikariDataSource another(HikariDataSource node) {
        HikariConfig config = new HikariConfig();
        node.copyStateTo(config);
        config.setPoolName(null);
        return new HikariDataSource(config);
    }

    /** Freezes the server: connections stay open, nothing is answered any more. */
    public static void freeze() {
        SERVER.signal("STOP");
    }

    /** Ends what {@link #freeze} began. */
    public static void thaw() {
        SERVER.signal("CONT");
    }

    /** Kills the server, so that it has to recover at its next start. */
    public static void crash() {
        SERVER.signal("KILL");
    }

    /** Starts the server that crashed, on the same data and port. */
    public static void restart() {
        SERVER.restart();
    }

    private static HikariDataSource pool(String database) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(SERVER.postgres.getJdbcUrl("postgres", database));
        config.setMaximumPoolSize(10);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(2_000);
        config.addDataSourceProperty("connectTimeout", "2");
        config.addDataSourceProperty("socketTimeout", "4");
        config.addDataSourceProperty("binaryTransferEnable", SqlArray.BINARY_TYPES);
        config.addDataSourceProperty("options", "-c statement_timeout=4s");
        return new HikariDataSource(config);
    }

    private static final class Server {

        private final Path data = temporaryDirectory();
        private EmbeddedPostgres postgres = start(0);

        Server() {
            Runtime.getRuntime().addShutdownHook(new Thread(this::remove));
            admin("CREATE DATABASE " + TEMPLATE);
            Flyway.configure()
                    .dataSource(postgres.getDatabase("postgres", TEMPLATE))
                    .load()
                    .migrate();
        }

        void createFromTemplate(String name) {
            admin("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
        }

        void restart() {
            try {
                postgres.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            postgres = start(postgres.getPort());
        }

        void signal(String signal) {
            ProcessHandle postmaster = postmaster();
            List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
            Stream.concat(Stream.of(postmaster), postmaster.descendants())
                    .map(process -> String.valueOf(process.pid()))
                    .forEach(command::add);
            try {
                new ProcessBuilder(command).start().waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private ProcessHandle postmaster() {
            try (Stream<String> lines = Files.lines(data.resolve("postmaster.pid"))) {
                return ProcessHandle.of(Long.parseLong(lines.findFirst().orElseThrow()))
                        .orElseThrow();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private EmbeddedPostgres start(int port) {
            EmbeddedPostgres.Builder builder =
                    EmbeddedPostgres.builder()
                            .setDataDirectory(data)
                            .setCleanDataDirectory(false)
                            .setRegisterShutdownHook(false)
                            .setPGStartupWait(Duration.ofSeconds(60))
                            .setServerConfig("fsync", "on")
                            .setServerConfig("full_page_writes", "on")
                            .setServerConfig("synchronous_commit", "on")
                            .setServerConfig("max_connections", "300");
            if (System.getProperty("os.name").equals("Linux")) {
                // After a crash: one call, not one for each file of all databases so far.
                builder.setServerConfig("recovery_init_sync_method", "syncfs");
            }
            if (port != 0) {
                builder.setPort(port);
            }
            try {
                return builder.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void admin(String statement) {
            DataSource dataSource = postgres.getPostgresDatabase();
            new JdbcTemplate(dataSource).execute(statement);
        }

        private void remove() {
            try {
                signal("CONT");
                postgres.close();
                try (Stream<Path> files = Files.walk(data)) {
                    files.sorted((one, other) -> other.compareTo(one))
                            .forEach(file -> file.toFile().delete());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Path temporaryDirectory() {
            try {
                return Files.createTempDirectory("parley-test-postgres");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
