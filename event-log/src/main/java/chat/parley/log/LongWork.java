package chat.parley.log;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.postgresql.PGProperty;

import javax.sql.DataSource;

/**
 * Connections beside the pool that requests are answered from, for work that takes minutes: it
 * takes none of theirs, and their time-outs do not break it off. Opened when first used, closed
 * after half a minute without use.
 */
public final class LongWork implements AutoCloseable {

    /** What PostgreSQL calls these connections. */
    public static final String APPLICATION_NAME = "parley-long-work";

    /**
     * A rebuild takes three, one of them to read ahead, and each of the two read models may be
     * proved meanwhile.
     */
    private static final int CONNECTIONS = 5;

    /** So many are enough, so whoever gets none soon is told that the database is away. */
    private static final long PATIENCE_MILLIS = 2_000;

    private static final long VALIDATION_MILLIS = 1_000;
    private static final long IDLE_MILLIS = 30_000;
    private static final String SECONDS_UNTIL_DEAD = "600";

    private final DataSource connections;

    /**
     * @param dataSource the pool to stand beside; if it is no pool, there is nothing to spare and
     *     it is used itself
     */
    public LongWork(DataSource dataSource) {
        connections = beside(dataSource);
    }

    public DataSource connections() {
        return connections;
    }

    @Override
    public void close() {
        if (connections instanceof HikariDataSource pool) {
            pool.close();
        }
    }

    private static DataSource beside(DataSource dataSource) {
        HikariDataSource pool = OwnConnections.pool(dataSource);
        if (pool == null) {
            return dataSource;
        }
        HikariConfig config = new HikariConfig();
        config.setPoolName(APPLICATION_NAME);
        if (pool.getJdbcUrl() == null) {
            config.setDataSource(pool.getDataSource());
        } else {
            config.setJdbcUrl(pool.getJdbcUrl());
            config.setUsername(pool.getUsername());
            config.setPassword(pool.getPassword());
            pool.getDataSourceProperties()
                    .forEach((name, value) -> config.addDataSourceProperty(name.toString(), value));
            config.addDataSourceProperty(PGProperty.SOCKET_TIMEOUT.getName(), SECONDS_UNTIL_DEAD);
            config.addDataSourceProperty(PGProperty.APPLICATION_NAME.getName(), APPLICATION_NAME);
        }
        config.setConnectionInitSql("SET statement_timeout = 0; SET lock_timeout = '2s'");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(PATIENCE_MILLIS);
        config.setValidationTimeout(VALIDATION_MILLIS);
        config.setMinimumIdle(0);
        config.setIdleTimeout(IDLE_MILLIS);
        // Else the start would wait for a connection that nobody needs yet.
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }
}
