package chat.parley.log;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

class DurabilityCheckTest {

    private HikariDataSource database;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aDurableDatabaseIsAccepted() {
        assertThatCode(() -> check("")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "remote_write", "remote_apply"})
    void everyCommitThatWaitsForTheDiskIsAccepted(String synchronousCommit) {
        assertThatCode(() -> check("-c synchronous_commit=" + synchronousCommit))
                .doesNotThrowAnyException();
    }

    @Test
    void aCommitThatDoesNotWaitStopsTheStart() {
        assertThatThrownBy(() -> check("-c synchronous_commit=off"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("synchronous_commit");
    }

    @Test
    void anotherIsolationLevelStopsTheStart() {
        assertThatThrownBy(() -> check("-c default_transaction_isolation=serializable"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("read committed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"append_events", "append_events_in_turn"})
    void aUserWhoMayNotAppendStopsTheStart(String function) {
        JdbcTemplate owner = new JdbcTemplate(database);
        String role = newRole(owner);
        owner.execute("REVOKE EXECUTE ON FUNCTION " + function + " FROM PUBLIC");

        assertThatThrownBy(() -> check("-c role=" + role))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(" " + function + ".");
    }

    @Test
    void aUserWhoMayNotEraseStopsTheStart() {
        JdbcTemplate owner = new JdbcTemplate(database);
        String role = newRole(owner);

        assertThatThrownBy(() -> check("-c role=" + role))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("UPDATE on the column personal");

        owner.execute("GRANT UPDATE (personal) ON event_log TO " + role);
        assertThatCode(() -> check("-c role=" + role)).doesNotThrowAnyException();
    }

    /** May do what everybody may. */
    private static String newRole(JdbcTemplate owner) {
        String role =
                "reader_of_" + owner.queryForObject("SELECT current_database()", String.class);
        owner.execute("CREATE ROLE " + role);
        return role;
    }

    private void check(String options) {
        HikariConfig config = new HikariConfig();
        database.copyStateTo(config);
        config.setPoolName(null);
        config.addDataSourceProperty("options", options);
        try (HikariDataSource dataSource = new HikariDataSource(config)) {
            new DurabilityCheck(dataSource).afterSingletonsInstantiated();
        }
    }
}
