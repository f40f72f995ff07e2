package chat.parley.web.settings;

import chat.parley.log.UnfitDatabase;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Says in one sentence why Parley did not start, where an operator can do something about it. All
 * other failures keep their full report.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailures implements SpringBootExceptionReporter {

    @Override
    public boolean reportException(Throwable failure) {
        String sentence = sentence(failure);
        if (sentence == null) {
            return false;
        }
        System.err.println(sentence);
        return true;
    }

    private static @Nullable String sentence(Throwable failure) {
        if (find(failure, StartRefused.class) instanceof StartRefused refused) {
            return refused.getMessage();
        }
        if (find(failure, UnfitDatabase.class) instanceof UnfitDatabase unfit) {
            return unfit.getMessage();
        }
        if (find(failure, BindException.class) instanceof BindException unbound) {
            return unbound.getName() + " must be " + expected(unbound) + ".";
        }
        if (find(failure, PortInUseException.class) instanceof PortInUseException taken) {
            return "Port "
                    + taken.getPort()
                    + " is in use by another program; set server.port to a free one.";
        }
        if (find(failure, SQLException.class) instanceof SQLException refusal) {
            return sentence(refusal);
        }
        return null;
    }

    /** The classes of SQLState that say that the settings, not the program, are at fault. */
    private static @Nullable String sentence(SQLException refusal) {
        String state = refusal.getSQLState();
        if (state == null) {
            return null;
        }
        return switch (state.substring(0, 2)) {
            case "08" -> "The database that spring.datasource.url names does not answer.";
            case "28" ->
                    "The database does not accept spring.datasource.username with"
                            + " spring.datasource.password.";
            case "3D" -> "There is no such database as spring.datasource.url names.";
            default -> null;
        };
    }

    private static String expected(BindException unbound) {
        Class<?> type = unbound.getTarget().getType().resolve(Object.class);
        if (type == Integer.class || type == int.class) {
            return "a whole number";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == Duration.class) {
            return "a duration like PT5M";
        }
        if (type == URI.class) {
            return "a URL";
        }
        return "a valid value";
    }

    private static @Nullable Throwable find(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return cause;
            }
        }
        return null;
    }
}
