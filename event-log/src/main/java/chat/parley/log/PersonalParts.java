package chat.parley.log;

import org.springframework.jdbc.core.JdbcTemplate;

import javax.sql.DataSource;

/** Takes what is personal out of the log, which is the one change that the log allows. */
public final class PersonalParts {

    /** So few that a statement ends long before its time-out, and the log is never held up. */
    private static final int BATCH = 1_000;

    private static final String ERASE =
            "UPDATE event_log SET personal = NULL"
                    + " WHERE stream = ? AND sequence >= ? AND sequence < ? AND personal IS NOT NULL";

    private final JdbcTemplate jdbc;

    public PersonalParts(DataSource dataSource) {
        jdbc = new JdbcTemplate(dataSource);
    }

    /**
     * Erases what is personal in all events of a stream that stand before a place in it. Joins the
     * caller's transaction if there is one on the same data source; doing it again changes nothing.
     *
     * @return how many events it was taken from just now
     */
    public int erase(String stream, long beforeSequence) {
        int erased = 0;
        for (long from = 0; from < beforeSequence; from += BATCH) {
            erased += jdbc.update(ERASE, stream, from, Math.min(from + BATCH, beforeSequence));
        }
        return erased;
    }
}
