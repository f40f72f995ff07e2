package chat.parley.web.identity;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Locale;

/**
 * Ten failures for one name from one address within five minutes, and that pair has to wait. It is
 * counted in PostgreSQL, for all nodes together; other addresses are not locked out.
 */
final class SignInThrottle {

    private static final int FAILURES = 10;
    private static final long WINDOW_SECONDS = Duration.ofMinutes(5).toSeconds();

    private final JdbcClient database;

    SignInThrottle(JdbcClient database) {
        this.database = database;
    }

    /**
     * Asks leave for an attempt. It counts as failed until {@link #succeeded} is called: attempts
     * made at the same time cannot pass by the count.
     *
     * @return how long to wait first; zero if the attempt may be made now
     */
    Duration attempt(String name, String address) {
        byte[] pair = pair(name, address);
        database.sql(
                        "DELETE FROM sign_in_failure WHERE failed_at < now() - make_interval(secs => ?)")
                .param(WINDOW_SECONDS)
                .update();
        long attempt =
                database.sql("INSERT INTO sign_in_failure (pair) VALUES (?) RETURNING id")
                        .param(pair)
                        .query(Long.class)
                        .single();
        return database.sql(
                        """
                        SELECT extract(epoch FROM
                                failed_at + make_interval(secs => ?) - clock_timestamp())
                        FROM sign_in_failure WHERE pair = ? AND id <> ?
                        ORDER BY failed_at DESC OFFSET ? LIMIT 1
                        """)
                .params(WINDOW_SECONDS, pair, attempt, FAILURES - 1)
                .query(Double.class)
                .optional()
                .map(seconds -> refuse(attempt, seconds))
                .orElse(Duration.ZERO);
    }

    /** Forgets the pair's failures. */
    void succeeded(String name, String address) {
        database.sql("DELETE FROM sign_in_failure WHERE pair = ?")
                .param(pair(name, address))
                .update();
    }

    /** A refused attempt does not count, or knocking would keep the door shut for ever. */
    private Duration refuse(long attempt, double seconds) {
        database.sql("DELETE FROM sign_in_failure WHERE id = ?").param(attempt).update();
        return Duration.ofSeconds(Math.max(1, (long) Math.ceil(seconds)));
    }

    private static byte[] pair(String name, String address) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(
                            (name.toLowerCase(Locale.ROOT) + "\0" + address)
                                    .getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256.", e);
        }
    }
}
