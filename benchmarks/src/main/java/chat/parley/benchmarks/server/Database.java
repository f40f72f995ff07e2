package chat.parley.benchmarks.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** One PostgreSQL for a whole benchmark, durable, with as many databases as are asked for. */
public final class Database implements AutoCloseable {

    /** The name and the password of whoever connects. */
    public static final String USER = "postgres";

    private static final String HOST = "127.0.0.1";

    private final Path data;
    private final EmbeddedPostgres postgres;

    public Database() {
        try {
            data = Files.createTempDirectory("parley-benchmark");
            postgres =
                    EmbeddedPostgres.builder()
                            .setDataDirectory(data)
                            .setPGStartupWait(Duration.ofMinutes(1))
                            .setServerConfig("fsync", "on")
                            .setServerConfig("full_page_writes", "on")
                            .setServerConfig("synchronous_commit", "on")
                            .setServerConfig("max_connections", "200")
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new database without tables. */
    public String create(String name) {
        jdbc("postgres").execute("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8'");
        return name;
    }

    public void drop(String name) {
        jdbc("postgres").execute("DROP DATABASE " + name + " WITH (FORCE)");
    }

    /** Writes out what is due, so that the next contender need not do it. */
    public void checkpoint() {
        jdbc("postgres").execute("CHECKPOINT");
    }

    public String url(String name) {
        return "jdbc:postgresql://" + HOST + ":" + port() + "/" + name;
    }

    /** Statements on a connection each. */
    public JdbcTemplate jdbc(String name) {
        return new JdbcTemplate(new DriverManagerDataSource(url(name), USER, USER));
    }

    /** How many rows a query counts. */
    public long count(String name, String query) {
        Long count = jdbc(name).queryForObject(query, Long.class);
        return count == null ? 0 : count;
    }

    public String version() {
        return String.valueOf(jdbc("postgres").queryForObject("SHOW server_version", String.class));
    }

    int port() {
        return postgres.getPort();
    }

    /** The processor time of all its processes so far. */
    public Duration processorTime() {
        return ProcessorTime.ofFamily(postmaster());
    }

    private long postmaster() {
        try (Stream<String> lines = Files.lines(data.resolve("postmaster.pid"))) {
            return Long.parseLong(lines.findFirst().orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            // Removes the data directory too.
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
