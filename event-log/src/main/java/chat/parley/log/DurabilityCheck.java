package chat.parley.log;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.JdbcTemplate;

import java.util.List;

import javax.sql.DataSource;

/**
 * Stops the start on a database that would lose acknowledged events, or that does not let Parley
 * append or erase. Runs when all beans are made, so after the migrations.
 */
final class DurabilityCheck implements SmartInitializingSingleton {

    private static final List<String> APPEND_FUNCTIONS =
            List.of(
                    "append_events(integer[], text[], bigint[], uuid[], text[], integer[],"
                            + " timestamptz[], jsonb[], jsonb[], jsonb[], uuid[])",
                    "append_events_in_turn(text[], bigint[], uuid[], text[], integer[],"
                            + " timestamptz[], text[], text[], text[], bytea[], bytea[], uuid[],"
                            + " boolean)");

    private final JdbcTemplate jdbc;

    DurabilityCheck(DataSource dataSource) {
        jdbc = new JdbcTemplate(dataSource);
    }

    /**
     * @throws UnfitDatabase with a sentence that says what to change
     */
    @Override
    public void afterSingletonsInstantiated() {
        for (String setting : new String[] {"fsync", "full_page_writes", "synchronous_commit"}) {
            if ("off".equals(setting(setting))) {
                throw new UnfitDatabase(
                        "PostgreSQL runs with "
                                + setting
                                + " = off and could lose messages that were acknowledged;"
                                + " switch it on.");
            }
        }
        if (!"UTF8".equals(setting("server_encoding"))) {
            throw new UnfitDatabase(
                    "The database is not encoded in UTF8 and cannot hold every message;"
                            + " create it with ENCODING 'UTF8'.");
        }
        if (!"read committed".equals(setting("default_transaction_isolation"))) {
            throw new UnfitDatabase(
                    "PostgreSQL runs with default_transaction_isolation = "
                            + setting("default_transaction_isolation")
                            + "; the log needs read committed.");
        }
        for (String function : APPEND_FUNCTIONS) {
            if (!Boolean.TRUE.equals(
                    jdbc.queryForObject(
                            "SELECT has_function_privilege(?, 'EXECUTE')",
                            Boolean.class,
                            function))) {
                throw new UnfitDatabase(
                        "The database user may not append to the log;"
                                + " grant it EXECUTE on the function "
                                + function.substring(0, function.indexOf('('))
                                + ".");
            }
        }
        if (!Boolean.TRUE.equals(
                jdbc.queryForObject(
                        "SELECT has_column_privilege('event_log', 'personal', 'UPDATE')",
                        Boolean.class))) {
            throw new UnfitDatabase(
                    "The database user may not erase persons from the log;"
                            + " grant it UPDATE on the column personal of event_log.");
        }
    }

    private String setting(String name) {
        return String.valueOf(jdbc.queryForObject("SELECT current_setting(?)", String.class, name));
    }
}
