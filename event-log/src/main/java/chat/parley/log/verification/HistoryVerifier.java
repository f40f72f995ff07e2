package chat.parley.log.verification;

import chat.parley.log.OwnConnections;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;

import javax.sql.DataSource;

/**
 * Walks through the log from its first event to its newest and finds the first place that is not
 * what it should be. Events that are appended meanwhile are left for the next time.
 */
public final class HistoryVerifier {

    /** Is told how far a walk is. */
    @FunctionalInterface
    public interface Progress {

        /** Nobody wants to know. */
        Progress UNTOLD = (_, _) -> {};

        /** How many events were found right, and how many there are. */
        void reached(long position, long head);
    }

    private static final Duration UNTIL_DEAD = Duration.ofSeconds(30);

    private final DataSource pool;
    private final DataSource connections;

    /**
     * @param pool of the database that holds the log; a walk opens two connections beside it
     */
    public HistoryVerifier(DataSource pool) {
        this.pool = pool;
        connections = OwnConnections.beside(pool, "parley-verification", UNTIL_DEAD);
    }

    /** The newest link of the log, null while it is empty. */
    public @Nullable LogLink head() {
        return new LogRows(new JdbcTemplate(pool)).head();
    }

    /**
     * Walks through the log on the caller's thread and one more.
     *
     * @param known links that the log held at some time, and so has to hold still
     * @param seen what the caller's node has seen of the log, and so has to be there still
     * @throws org.springframework.dao.DataAccessException if the database goes away, or has no log
     */
    public Verification verify(Collection<LogLink> known, Seen seen, Progress progress) {
        try (Connection reading = connections.getConnection();
                Connection asking = connections.getConnection()) {
            return new Walk(
                            new LogRows(statements(reading)),
                            statements(asking),
                            new KnownLinks(known, seen.events()),
                            seen.head(),
                            progress)
                    .run();
        } catch (SQLException e) {
            throw new CannotGetJdbcConnectionException("The log cannot be read", e);
        }
    }

    private static JdbcTemplate statements(Connection connection) {
        return new JdbcTemplate(new SingleConnectionDataSource(connection, true));
    }
}
