package chat.parley.log;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Duration;

/**
 * Gives the statements of a transaction a minute each. The pool's own time-outs are for callers who
 * want to hear soon whether the database is there; work on a very long chat takes longer than that,
 * and would be broken off at the same place for ever.
 */
final class LongStatements {

    private static final Duration LONGEST = Duration.ofMinutes(1);

    private LongStatements() {}

    /**
     * For the rest of the transaction, and never less than before; to be called when the database
     * has just answered. The pool takes it back with the connection.
     */
    static void allow(JdbcTemplate jdbc) {
        int longest = (int) LONGEST.toMillis();
        jdbc.execute(
                (ConnectionCallback<@Nullable Void>)
                        connection -> {
                            int present = connection.getNetworkTimeout();
                            if (present > 0 && present < longest) {
                                connection.setNetworkTimeout(Runnable::run, longest);
                                // The server may have one of its own.
                                jdbc.execute("SET LOCAL statement_timeout = " + longest);
                            }
                            return null;
                        });
    }
}
