package chat.parley.log;

import org.springframework.jdbc.core.JdbcTemplate;

import javax.sql.DataSource;

/** An event that no version of Parley can read. */
public final class Poison {

    private static final String APPEND =
            """
            SELECT append_events(ARRAY[1], ARRAY[?],
                ARRAY[(SELECT count(*) FROM event_log WHERE stream = ?)],
                ARRAY[gen_random_uuid()], ARRAY['ChatViewed'], ARRAY[1], ARRAY[now()],
                ARRAY['{"up_to_sequence": "all"}'::jsonb], ARRAY['{"content": "poison"}'::jsonb],
                ARRAY['{"actor_type": "admin", "actor_id": "mara"}'::jsonb], ARRAY[NULL::uuid])
            """;

    private Poison() {}

    /** Appends one to a stream. */
    public static void append(DataSource database, String stream) {
        new JdbcTemplate(database).queryForList(APPEND, stream, stream);
    }
}
