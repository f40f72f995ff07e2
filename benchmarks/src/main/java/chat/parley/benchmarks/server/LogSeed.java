package chat.parley.benchmarks.server;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Fills the log of a Parley that is not running, by one statement and so within minutes even with
 * millions of events. The rows are as Parley writes them, but for the hashes, which are no chain
 * unless that is asked for too.
 */
public final class LogSeed {

    /** How many chats share each order number that {@link #orderNumber} names. */
    public static final int CHATS_OF_AN_ORDER = 20;

    /** So many chats go on side by side, then the next as many. */
    private static final int AT_A_TIME = 100;

    private static final String FILL =
            """
            INSERT INTO event_log (position, stream, sequence, event_id, type, revision, at, payload,
                personal, metadata, personal_digest, hash, client_message_id)
            SELECT (SELECT coalesce(max(position), 0) FROM event_log)
                    + (c / :aside) * :aside * :events + s * :aside + c % :aside + 1,
                chat.id, s, gen_random_uuid(),
                CASE WHEN s = 0 THEN 'ChatStarted' ELSE 'MessageSent' END, 1,
                timestamptz '2026-01-01 08:00Z' + c * interval '13 seconds' + s * interval '41 seconds',
                CASE WHEN s = 0 THEN jsonb_build_object('details_as_of', '2026-01-01T08:00:00Z')
                    ELSE jsonb_build_object('message_id', gen_random_uuid(), 'sequence', s,
                        'client_message_id', message.id, 'opens_email_window', false) END,
                person.details || jsonb_build_object('salt', gen_random_uuid()),
                CASE WHEN from_user
                    THEN jsonb_build_object('actor_type', 'user', 'actor_id', chat.id)
                    ELSE jsonb_build_object('actor_type', 'admin',
                        'actor_id', '0b8f9a2c-7d41-4c1e-8a57-5b1d2c3e4f60') END,
                sha256(chat.id::bytea), sha256((chat.id || s)::bytea),
                CASE WHEN s > 0 THEN message.id END
            FROM generate_series(0, :chats - 1) c
            CROSS JOIN LATERAL (SELECT md5('chat' || c)::uuid::text AS id,
                (:first_names)[1 + c % 12] || ' ' || (:last_names)[1 + c / 12 % 11] AS name,
                'user' || c || '@example.com' AS email) chat
            CROSS JOIN generate_series(0, :events - 1) s
            CROSS JOIN LATERAL (SELECT md5('message' || c || '.' || s)::uuid AS id, s % 2 = 1 OR s = 0 AS from_user)
                message
            CROSS JOIN LATERAL (SELECT CASE
                WHEN s = 0 THEN jsonb_build_object('user_id', 'user-' || c, 'name', name, 'email', email,
                    'actor', jsonb_build_object('name', name, 'email', email))
                WHEN from_user THEN jsonb_build_object(
                    'content', (:questions)[1 + (c + s) % 8]
                        || CASE WHEN s = 1 THEN ' My order number is RQ' || lpad((c / :order)::text, 7, '0') || '.' ELSE '' END,
                    'actor', jsonb_build_object('name', name, 'email', email))
                ELSE jsonb_build_object('content', (:answers)[1 + (c + s) % 6],
                    'actor', jsonb_build_object('name', 'Grace', 'email', 'grace@example.com')) END AS details) person
            """;

    private static final String CHAIN =
            """
            DO $$
            DECLARE
                previous bytea := decode(repeat('00', 32), 'hex');
                digest bytea;
                e event_log;
            BEGIN
                FOR e IN SELECT * FROM event_log ORDER BY position LOOP
                    digest := sha256(convert_to(e.personal::text, 'UTF8'));
                    previous := event_hash(previous, e.position, e.stream, e.sequence, e.event_id,
                        e.type, e.revision, e.at, e.payload, e.metadata, digest);
                    UPDATE event_log SET personal_digest = digest, hash = previous
                        WHERE position = e.position;
                END LOOP;
            END $$
            """;

    private static final String FIRST_NAMES =
            "ARRAY['Ada','Alan','Barbara','Donald','Edsger','Frances','Grace','Hedy','Ivan','Jürgen','Katherine','Łukasz']";

    private static final String LAST_NAMES =
            "ARRAY['Berg','Costa','Dubois','Evans','Fischer','García','Horvát','Iwata','Jones','Kowalska','Lindqvist']";

    private static final String QUESTIONS =
            """
            ARRAY['Hi, my parcel from last Tuesday still has not arrived.',
                'I was charged twice this month, could you look into it?',
                'The export button does nothing in Firefox, and the file is empty in Chrome.',
                'How do I add a colleague to our account as an editor?',
                'Can I change the delivery address after I have placed the order?',
                'It says that my password is wrong, but I reset it five minutes ago.',
                'Could you send me the invoice for October again, please?',
                'Das hat leider nicht geklappt, ich sehe immer noch die alte Adresse.']\
            """;

    private static final String ANSWERS =
            """
            ARRAY['Hello! Let me have a look, one moment please.',
                'Thanks for your patience, it is on its way and arrives tomorrow.',
                'You are right, we have just refunded the second payment.',
                'Please open Settings, then Members, and choose Invite.',
                'I have sent it to the address that we have on file.',
                'Could you try it again in a private window and tell me what you see?']\
            """;

    private LogSeed() {}

    /**
     * Fills a log that holds no chat yet, behind what a first start has left in it.
     *
     * @param eventsOfAChat its start, and then messages of the user and of an admin by turns
     */
    public static void fill(JdbcTemplate jdbc, int chats, int eventsOfAChat) {
        if (chats % AT_A_TIME != 0) {
            throw new IllegalArgumentException("The chats are made by " + AT_A_TIME + ".");
        }
        jdbc.execute(
                FILL.replace(":aside", String.valueOf(AT_A_TIME))
                        .replace(":events", String.valueOf(eventsOfAChat))
                        .replace(":chats", String.valueOf(chats))
                        .replace(":order", String.valueOf(CHATS_OF_AN_ORDER))
                        .replace(":first_names", FIRST_NAMES)
                        .replace(":last_names", LAST_NAMES)
                        .replace(":questions", QUESTIONS)
                        .replace(":answers", ANSWERS));
        jdbc.execute("VACUUM (ANALYZE) event_log");
    }

    /** Gives a log that was filled the hashes that Parley would have given it. */
    public static void chain(JdbcTemplate jdbc) {
        jdbc.execute("ALTER TABLE event_log DISABLE TRIGGER USER");
        jdbc.execute(CHAIN);
        jdbc.execute("ALTER TABLE event_log ENABLE TRIGGER USER");
        // As close together as if it had been written once.
        jdbc.execute("CLUSTER event_log USING event_log_pkey");
        jdbc.execute("VACUUM (ANALYZE) event_log");
    }

    /** A word that stands in the first message of {@link #CHATS_OF_AN_ORDER} chats. */
    public static String orderNumber(int order) {
        return "RQ%07d".formatted(order);
    }
}
