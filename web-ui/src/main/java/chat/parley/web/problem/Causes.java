package chat.parley.web.problem;

import org.apache.coyote.BadRequestException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.DisconnectedClientHelper;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Looks behind a failure, for what it says is often not what happened. */
final class Causes {

    private static final int DEEP_ENOUGH = 32;

    /**
     * Classes of SQLSTATE that pass by themselves: connection, rolled back, out of resources, in
     * use, operator or timeout, system.
     */
    private static final Set<String> PASSING = Set.of("08", "40", "53", "55", "57", "58");

    private Causes() {}

    /** The failure, then what caused it, and so on. */
    static List<Throwable> of(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (@Nullable Throwable cause = failure;
                cause != null && causes.size() < DEEP_ENOUGH;
                cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    static boolean sayThatTheDatabaseIsAway(Throwable failure) {
        return of(failure).stream()
                .anyMatch(cause -> cause instanceof SQLException sql && passes(sql));
    }

    /** Tomcat has said so by then, and sends its no to the page for errors. */
    static boolean sayThatTheBodyIsMalformed(Throwable failure) {
        return of(failure).stream().anyMatch(BadRequestException.class::isInstance);
    }

    /** A database that hangs up looks much the same, but then there is somebody to answer. */
    static boolean sayThatTheClientIsGone(Throwable failure) {
        return !sayThatTheDatabaseIsAway(failure)
                && DisconnectedClientHelper.isClientDisconnectedException(failure);
    }

    /** Without a state it is not PostgreSQL that speaks, but the pool, of a connection it lost. */
    private static boolean passes(SQLException failure) {
        String state = failure.getSQLState();
        return state == null || (state.length() == 5 && PASSING.contains(state.substring(0, 2)));
    }

    /**
     * The same failure for a log: where it happened, not what was said, for messages quote values
     * and values are personal.
     */
    static Throwable withoutMessages(Throwable failure) {
        @Nullable Throwable copy = null;
        for (Throwable cause : of(failure).reversed()) {
            Throwable outer = new Throwable(cause.getClass().getName(), copy);
            outer.setStackTrace(cause.getStackTrace());
            copy = outer;
        }
        return copy == null ? failure : copy;
    }
}
