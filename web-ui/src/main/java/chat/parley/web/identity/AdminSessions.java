package chat.parley.web.identity;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;

/** Tells which sessions of admins are still good, whichever node ended them. */
public final class AdminSessions {

    /** After this long a session ends, however busy it was. */
    static final Duration LONGEST_LIFE = Duration.ofDays(7);

    /** After this long without a request a session ends. */
    static final Duration LONGEST_PAUSE = Duration.ofHours(12);

    private final JdbcClient database;

    AdminSessions(JdbcClient database) {
        this.database = database;
    }

    /**
     * Those of the sessions that have neither been ended nor run out; one query for all.
     *
     * @param sessionIds as {@code HttpServletRequest.getSession(false).getId()} gives them
     */
    public Set<String> validAmong(Collection<String> sessionIds) {
        return Set.copyOf(
                database.sql(
                                """
                                SELECT session_id FROM admin_session
                                WHERE session_id = ANY (?)
                                    AND expiry_time > extract(epoch FROM now()) * 1000
                                    AND creation_time > extract(epoch FROM now()) * 1000 - ?
                                """)
                        .param(sessionIds.toArray(String[]::new))
                        .param(LONGEST_LIFE.toMillis())
                        .query(String.class)
                        .list());
    }
}
