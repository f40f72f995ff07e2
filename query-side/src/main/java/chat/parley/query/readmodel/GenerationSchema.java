package chat.parley.query.readmodel;

import chat.parley.log.FollowerSuccessor;
import chat.parley.log.LongWork;

import org.springframework.jdbc.core.JdbcOperations;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;

/**
 * The schemas of a read model: under its name the one that answers, beside it the one that is
 * built, and for a moment the one that was replaced.
 */
final class GenerationSchema {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(3);

    private static final String TABLES =
            "SELECT tablename FROM pg_tables WHERE schemaname = ? ORDER BY tablename";

    /** What {@code LIKE} leaves out: how the tables are vacuumed. */
    private static final String SETTINGS =
            """
            SELECT format('ALTER TABLE %I.%I SET (%s)',
                ?::text, relname, array_to_string(reloptions, ', '))
            FROM pg_class
            WHERE relnamespace = ?::regnamespace AND relkind = 'r' AND reloptions IS NOT NULL
            ORDER BY relname
            """;

    /** The keys, which are needed while the rows come in. */
    private static final String KEYS =
            """
            SELECT format('ALTER TABLE %I.%I ADD CONSTRAINT %I %s',
                ?::text, t.relname, c.conname, pg_get_constraintdef(c.oid))
            FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
            WHERE t.relnamespace = ?::regnamespace AND c.contype IN ('p', 'u')
            ORDER BY t.relname, c.conname
            """;

    /** All other indexes; in this form without the schema, if it is the one that is searched. */
    private static final String INDEXES =
            """
            SELECT pg_get_indexdef(i.indexrelid, 0, true)
            FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
            WHERE t.relnamespace = ?::regnamespace
                AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
            ORDER BY i.indexrelid
            """;

    /**
     * Transactions whose snapshot is from before a moment and that read the tables, or have hardly
     * begun and may be about to. Not those that wait for a lock: a reader never does, but the
     * followers that the swap keeps waiting.
     */
    private static final String READERS =
            """
            SELECT count(*) FROM pg_stat_activity reader
            WHERE datname = current_database() AND backend_type = 'client backend'
                AND application_name <> ? AND backend_xmin IS NOT NULL AND xact_start <= ?
                AND wait_event_type IS DISTINCT FROM 'Lock'
                AND (xact_start > ?::timestamptz - interval '2 seconds' OR EXISTS (
                    SELECT FROM pg_locks l JOIN pg_class t ON t.oid = l.relation
                    WHERE l.pid = reader.pid AND l.database = reader.datid
                        AND t.relnamespace = ?::regnamespace))
            """;

    private final String live;
    private final String next;
    private final String old;

    GenerationSchema(String readModel) {
        live = readModel;
        next = readModel + FollowerSuccessor.SUFFIX;
        old = readModel + FollowerSuccessor.REPLACED_SUFFIX;
    }

    /** A statement on the live tables as one on those that are built. */
    String inNext(String sql) {
        return sql.replaceAll("\\b" + live + "\\.", next + ".");
    }

    /** Makes the tables of the next generation, empty and with their keys only. */
    void createNext(JdbcOperations jdbc) {
        drop(jdbc, next);
        jdbc.execute("CREATE SCHEMA " + next);
        tables(jdbc, live)
                .forEach(table ->
                        jdbc.execute(
                                "CREATE TABLE %s.%s (LIKE %s.%s INCLUDING ALL EXCLUDING INDEXES)"
                                        .formatted(next, table, live, table)));
        strings(jdbc, SETTINGS, next, live).forEach(jdbc::execute);
        strings(jdbc, KEYS, next, live).forEach(jdbc::execute);
    }

    /**
     * Makes the indexes of the next generation, by the names that they have in the live one, and
     * the planner's statistics. In one transaction.
     */
    void completeNext(JdbcOperations jdbc) {
        jdbc.execute("SET LOCAL search_path = " + live);
        List<String> indexes = strings(jdbc, INDEXES, live);
        jdbc.execute("SET LOCAL search_path = " + next);
        jdbc.execute("SET LOCAL maintenance_work_mem = '128MB'");
        indexes.forEach(jdbc::execute);
        analyzeNext(jdbc);
    }

    /** Lets the planner know how large the tables have become. */
    void analyzeNext(JdbcOperations jdbc) {
        tables(jdbc, next).forEach(table -> jdbc.execute("ANALYZE " + next + "." + table));
    }

    /**
     * Waits for those who read with a snapshot from before now: in the new tables they would miss
     * what was written last.
     *
     * @return whether they all have ended
     */
    boolean awaitReaders(JdbcOperations jdbc, Duration atMost) {
        OffsetDateTime now =
                Objects.requireNonNull(
                        jdbc.queryForObject("SELECT clock_timestamp()", OffsetDateTime.class));
        long deadline = System.nanoTime() + atMost.toNanos();
        while (readers(jdbc, now) > 0) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            try {
                Thread.sleep(BETWEEN_LOOKS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private long readers(JdbcOperations jdbc, OffsetDateTime until) {
        Long count =
                jdbc.queryForObject(
                        READERS, Long.class, LongWork.APPLICATION_NAME, until, until, live);
        return count == null ? 0 : count;
    }

    /** The next generation becomes the live one; to be done in a transaction. */
    void swap(JdbcOperations jdbc) {
        jdbc.execute("ALTER SCHEMA " + live + " RENAME TO " + old);
        jdbc.execute("ALTER SCHEMA " + next + " RENAME TO " + live);
    }

    void dropNext(JdbcOperations jdbc) {
        drop(jdbc, next);
    }

    /** Whether a generation that was replaced is still to be dropped. */
    boolean isOldThere(JdbcOperations jdbc) {
        return Boolean.TRUE.equals(
                jdbc.queryForObject("SELECT to_regnamespace(?) IS NOT NULL", Boolean.class, old));
    }

    /**
     * Drops the generation that was replaced, if there is one.
     *
     * @throws org.springframework.dao.DataAccessException if somebody still reads it
     */
    void dropOld(JdbcOperations jdbc) {
        drop(jdbc, old);
    }

    private static void drop(JdbcOperations jdbc, String schema) {
        jdbc.execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
    }

    private static List<String> tables(JdbcOperations jdbc, String schema) {
        return strings(jdbc, TABLES, schema);
    }

    private static List<String> strings(JdbcOperations jdbc, String query, Object... arguments) {
        return jdbc.query(query, (row, _) -> row.getString(1), arguments);
    }
}
