package chat.parley.log;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

/**
 * Tells trouble that passes (the database is away, busy, full, or going down) from a fault in the
 * data, which would come again.
 */
public final class Outage {

    /**
     * Classes of SQLState: connection, transaction state (a standby refuses to write), sign-in, no
     * such database, conflict between transactions, resources, locks, operator, system, and the
     * server's own faults.
     */
    private static final Set<String> PASSING =
            Set.of("08", "25", "28", "3D", "40", "53", "55", "57", "58", "XX");

    private Outage() {}

    public static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientException
                    || cause instanceof SQLRecoverableException
                    || cause instanceof InterruptedException
                    || cause instanceof LogUnavailable
                    || (cause instanceof SQLException sql && passes(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    /** Without a state it is not PostgreSQL that speaks, but the pool, of a connection it lost. */
    private static boolean passes(@Nullable String sqlState) {
        return sqlState == null
                || (sqlState.length() == 5 && PASSING.contains(sqlState.substring(0, 2)));
    }
}
