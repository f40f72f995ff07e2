package chat.parley.log;

import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

import java.sql.SQLException;

/**
 * What went wrong, in words that may be logged and stored: kinds, codes and places, never messages,
 * because those quote the data.
 */
public final class FailureReason {

    private FailureReason() {}

    public static String of(Throwable failure) {
        StringBuilder reason = new StringBuilder(failure.getClass().getSimpleName());
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        if (deepest != failure) {
            reason.append(" by ").append(deepest.getClass().getSimpleName());
        }
        if (deepest instanceof SQLException sql) {
            reason.append(", SQLState ").append(sql.getSQLState());
        }
        if (deepest instanceof PSQLException postgres) {
            appendConstraint(reason, postgres.getServerErrorMessage());
        }
        for (StackTraceElement frame : deepest.getStackTrace()) {
            if (frame.getClassName().startsWith("chat.parley.")) {
                return reason.append(", at ").append(frame).toString();
            }
        }
        return reason.toString();
    }

    private static void appendConstraint(
            StringBuilder reason, @Nullable ServerErrorMessage message) {
        if (message != null && message.getConstraint() != null) {
            reason.append(", constraint ").append(message.getConstraint());
        }
    }
}
