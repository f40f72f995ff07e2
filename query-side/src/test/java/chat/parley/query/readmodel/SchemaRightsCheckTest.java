package chat.parley.query.readmodel;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.log.TestDatabase;
import chat.parley.log.UnfitDatabase;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

import java.util.List;

class SchemaRightsCheckTest {

    private HikariDataSource database;
    private JdbcTemplate owner;
    private String role;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
        owner = new JdbcTemplate(database);
        role = "runtime_of_" + owner.queryForObject("SELECT current_database()", String.class);
        owner.execute("CREATE ROLE " + role);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whoOwnsTheReadModelsMayStart() {
        owner.execute("ALTER SCHEMA conversation OWNER TO " + role);
        owner.execute("ALTER SCHEMA inbox OWNER TO " + role);
        grantCreate();

        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void aUserWhoMayNotMakeSchemasStopsTheStart() {
        assertThatThrownBy(this::check)
                .isInstanceOf(UnfitDatabase.class)
                .hasMessageContaining("CREATE on the database");
    }

    @Test
    void aUserWhoDoesNotOwnTheReadModelsStopsTheStart() {
        owner.execute("ALTER SCHEMA inbox OWNER TO " + role);
        grantCreate();

        assertThatThrownBy(this::check)
                .isInstanceOf(UnfitDatabase.class)
                .hasMessageEndingWith("the owner of conversation is postgres.");
    }

    private void grantCreate() {
        owner.execute(
                "GRANT CREATE ON DATABASE %s TO %s"
                        .formatted(
                                owner.queryForObject("SELECT current_database()", String.class),
                                role));
    }

    private void check() {
        HikariConfig config = new HikariConfig();
        database.copyStateTo(config);
        config.setPoolName(null);
        config.setConnectionInitSql("SET ROLE " + role);
        try (HikariDataSource dataSource = new HikariDataSource(config)) {
            new SchemaRightsCheck(List.of("conversation", "inbox"), dataSource)
                    .afterSingletonsInstantiated();
        }
    }
}
