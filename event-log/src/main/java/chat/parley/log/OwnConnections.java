package chat.parley.log;

import com.zaxxer.hikari.HikariDataSource;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

import javax.sql.DataSource;

/**
 * Connections beside the pool: for one that listens, which is held for ever and must never come
 * back to the pool while it still listens, and for a verification, which must not take from the
 * pool what somebody waits for.
 */
public final class OwnConnections {

    private static final String SECONDS_UNTIL_CONNECTED = "5";

    private OwnConnections() {}

    /**
     * A source of fresh connections to the database of a pool; the given one itself if it is no
     * pool.
     *
     * @param name what the database lists them as
     * @param untilDead how long to wait for an answer before a connection counts as dead
     */
    public static DataSource beside(DataSource dataSource, String name, Duration untilDead) {
        HikariDataSource pool = pool(dataSource);
        if (pool == null) {
            return dataSource;
        }
        if (pool.getJdbcUrl() == null) {
            return pool.getDataSource();
        }
        Properties properties = new Properties();
        properties.putAll(pool.getDataSourceProperties());
        PGProperty.CONNECT_TIMEOUT.set(properties, SECONDS_UNTIL_CONNECTED);
        PGProperty.SOCKET_TIMEOUT.set(properties, (int) untilDead.toSeconds());
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.APPLICATION_NAME.set(properties, name);
        DriverManagerDataSource connections =
                new DriverManagerDataSource(pool.getJdbcUrl(), properties);
        connections.setUsername(pool.getUsername());
        connections.setPassword(pool.getPassword());
        return connections;
    }

    /** The pool that a data source is; null if it is none. */
    static @Nullable HikariDataSource pool(DataSource dataSource) {
        try {
            return dataSource.isWrapperFor(HikariDataSource.class)
                    ? dataSource.unwrap(HikariDataSource.class)
                    : null;
        } catch (SQLException e) {
            throw new IllegalStateException("The data source does not tell what it is", e);
        }
    }
}
