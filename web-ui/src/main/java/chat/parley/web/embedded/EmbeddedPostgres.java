package chat.parley.web.embedded;

import chat.parley.web.settings.DataDir;
import chat.parley.web.settings.Secrets;
import chat.parley.web.settings.StartRefused;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The PostgreSQL of one data directory, for as long as this process runs. It is a process of its
 * own: if Parley is killed it goes on, and the next Parley on the same data directory takes it
 * over; if it dies it is started again.
 */
final class EmbeddedPostgres implements JdbcConnectionDetails, AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private static final long WATCH_EVERY_MILLIS = 500;

    private final DataDirLock lock;
    private final PostgresServer server;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("postgresql-watch").factory());

    private EmbeddedPostgres(DataDirLock lock, PostgresServer server) {
        this.lock = lock;
        this.server = server;
    }

    /**
     * Starts the server of a data directory, or takes over the one that runs there already.
     *
     * @throws StartRefused if another Parley uses the data directory, or the server does not start
     */
    static EmbeddedPostgres open(DataDir dataDir) {
        DataDirLock lock = DataDirLock.acquire(dataDir);
        try {
            Path home = dataDir.directory("postgresql");
            var password = dataDir.ownerOnlyFile("postgresql-password", Secrets::generate);
            var server =
                    new PostgresServer(
                            home,
                            PostgresPrograms.unpackedIn(home),
                            password.path(),
                            password.content());
            server.start();
            var postgres = new EmbeddedPostgres(lock, server);
            Future<?> _ =
                    postgres.watch.scheduleWithFixedDelay(
                            postgres::startAgainIfDead,
                            WATCH_EVERY_MILLIS,
                            WATCH_EVERY_MILLIS,
                            TimeUnit.MILLISECONDS);
            return postgres;
        } catch (IOException | SQLException e) {
            lock.close();
            throw new StartRefused(
                    "The embedded PostgreSQL in "
                            + dataDir.path()
                            + " does not start: "
                            + e.getMessage(),
                    e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private void startAgainIfDead() {
        try {
            if (server.isDead()) {
                LOGGER.warn("The embedded PostgreSQL is gone; starting it again");
                server.start();
            }
        } catch (IOException | SQLException | RuntimeException e) {
            LOGGER.error(
                    "The embedded PostgreSQL could not be started again; the next try follows", e);
        }
    }

    @Override
    public String getJdbcUrl() {
        return server.jdbcUrl(PostgresServer.DATABASE);
    }

    @Override
    public String getUsername() {
        return PostgresServer.USER;
    }

    @Override
    public String getPassword() {
        return server.password();
    }

    /**
     * Stops the server and leaves the data directory to others; also on a thread that was
     * interrupted, as one is whose start is broken off.
     */
    @Override
    public void close() {
        watch.shutdownNow();
        watch.close();
        try {
            server.stop();
        } catch (IOException e) {
            LOGGER.warn("The embedded PostgreSQL could not be stopped", e);
        } finally {
            lock.close();
        }
    }
}
