package chat.parley.query.readmodel;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the statements for a batch of events, so that those of one kind reach the database
 * together.
 */
public final class SqlBatch {

    private final Map<String, List<Object[]>> rowsOfStatement = new LinkedHashMap<>();

    /**
     * @param statements all that may be added, in the order in which they run
     */
    SqlBatch(List<String> statements) {
        statements.forEach(statement -> rowsOfStatement.put(statement, new ArrayList<>()));
    }

    /**
     * Runs a statement once more with these parameters.
     *
     * @throws IllegalArgumentException if the projection did not declare it
     */
    public void add(String statement, @Nullable Object... parameters) {
        List<Object[]> rows = rowsOfStatement.get(statement);
        if (rows == null) {
            throw new IllegalArgumentException("An undeclared statement: " + statement);
        }
        rows.add(parameters);
    }

    /** An instant as PostgreSQL's driver takes it. */
    public static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    void run(JdbcOperations jdbc) {
        rowsOfStatement.forEach((statement, rows) -> {
            if (!rows.isEmpty()) {
                jdbc.batchUpdate(statement, rows);
            }
        });
    }
}
