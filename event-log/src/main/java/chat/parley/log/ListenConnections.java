package chat.parley.log;

import com.zaxxer.hikari.HikariDataSource;

import org.postgresql.PGProperty;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import java.sql.SQLException;
import java.util.Properties;

import javax.sql.DataSource;

/**
 * Connections beside the pool: one that listens is held for ever, and must never come back to the
 * pool while it still listens.
 */
final class ListenConnections {

    private static final String SECONDS_UNTIL_DEAD = "5";

    private ListenConnections() {}

    /**
     * A source of fresh connections to the database of a pool; the given one itself if it is no
     * pool.
     */
    static DataSource beside(DataSource dataSource) {
        HikariDataSource pool;
        try {
            if (!dataSource.isWrapperFor(HikariDataSource.class)) {
                return dataSource;
            }
            pool = dataSource.unwrap(HikariDataSource.class);
        } catch (SQLException e) {
            throw new IllegalStateException("The data source does not tell what it is", e);
        }
        if (pool.getJdbcUrl() == null) {
            return pool.getDataSource();
        }
        Properties properties = new Properties();
        properties.putAll(pool.getDataSourceProperties());
        PGProperty.CONNECT_TIMEOUT.set(properties, SECONDS_UNTIL_DEAD);
        PGProperty.SOCKET_TIMEOUT.set(properties, SECONDS_UNTIL_DEAD);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.APPLICATION_NAME.set(properties, "parley-listen");
        DriverManagerDataSource connections =
                new DriverManagerDataSource(pool.getJdbcUrl(), properties);
        connections.setUsername(pool.getUsername());
        connections.setPassword(pool.getPassword());
        return connections;
    }
}
