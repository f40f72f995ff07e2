package chat.parley.query.readmodel;

import chat.parley.log.UnfitDatabase;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.JdbcTemplate;

import java.util.Collection;
import java.util.List;

import javax.sql.DataSource;

/**
 * Stops the start if the database user could not put a rebuilt read model in the place of the old
 * one. Runs when all beans are made, so after the migrations.
 */
final class SchemaRightsCheck implements SmartInitializingSingleton {

    private final String[] schemas;
    private final JdbcTemplate jdbc;

    SchemaRightsCheck(Collection<String> schemas, DataSource dataSource) {
        this.schemas = schemas.toArray(String[]::new);
        jdbc = new JdbcTemplate(dataSource);
    }

    /**
     * @throws UnfitDatabase with a sentence that says what to grant
     */
    @Override
    public void afterSingletonsInstantiated() {
        if (!Boolean.TRUE.equals(
                jdbc.queryForObject(
                        "SELECT has_database_privilege(current_database(), 'CREATE')",
                        Boolean.class))) {
            throw new UnfitDatabase(
                    "The database user may not make schemas, as rebuilding read models does;"
                            + " grant it CREATE on the database.");
        }
        List<String> foreign =
                jdbc.query(
                        "SELECT nspname || ' is ' || pg_get_userbyid(nspowner) FROM pg_namespace"
                                + " WHERE nspname = ANY (?) AND NOT pg_has_role(nspowner, 'USAGE')"
                                + " ORDER BY nspname",
                        (row, _) -> row.getString(1),
                        (Object) schemas);
        if (!foreign.isEmpty()) {
            throw new UnfitDatabase(
                    "The database user may not rename schemas, as rebuilding read models does;"
                            + " grant it the role that owns them: the owner of "
                            + String.join(", of ", foreign)
                            + ".");
        }
    }
}
