package chat.parley.query.readmodel;

import chat.parley.log.SqlArray;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.PreparedStatementSetter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Collects what a batch of events changes, so that each statement runs once for all of them: it
 * takes its rows as one array per column.
 */
public final class SqlBatch {

    private final Map<SqlStatement, Rows> rowsOfStatement = new LinkedHashMap<>();

    /** The rows of one statement, each at its key if only the newest of a key counts. */
    private static final class Rows {

        private final List<Object[]> all = new ArrayList<>();
        private final Map<@Nullable Object, Object[]> newest = new LinkedHashMap<>();

        Collection<Object[]> of(SqlStatement statement) {
            return statement.rows() == SqlStatement.Rows.ALL ? all : newest.values();
        }
    }

    /**
     * @param statements all that may be added, in the order in which they run
     */
    SqlBatch(List<SqlStatement> statements) {
        statements.forEach(statement -> rowsOfStatement.put(statement, new Rows()));
    }

    /**
     * Adds a row to those of a statement.
     *
     * @throws IllegalArgumentException if the projection did not declare it
     */
    public void add(SqlStatement statement, @Nullable Object... row) {
        Rows rows = rowsOfStatement.get(statement);
        if (rows == null) {
            throw new IllegalArgumentException("An undeclared statement: " + statement);
        }
        switch (statement.rows()) {
            case ALL -> rows.all.add(row);
            case NEWEST -> rows.newest.put(row[0], row);
            case NEWEST_WITH_SUM -> rows.newest.merge(row[0], row, SqlBatch::withSum);
        }
    }

    private static Object[] withSum(Object[] before, Object[] row) {
        int last = row.length - 1;
        row[last] = (Long) before[last] + (Long) row[last];
        return row;
    }

    /**
     * @param inSchema makes a statement on the live tables one on those to write
     */
    void run(JdbcOperations jdbc, UnaryOperator<String> inSchema) {
        rowsOfStatement.forEach((statement, rows) -> {
            Collection<Object[]> chosen = rows.of(statement);
            if (!chosen.isEmpty()) {
                jdbc.update(inSchema.apply(statement.sql()), columns(statement, chosen));
            }
        });
    }

    private static PreparedStatementSetter columns(
            SqlStatement statement, Collection<Object[]> rows) {
        return call -> {
            List<String> types = statement.columnTypes();
            for (int n = 0; n < types.size(); n++) {
                int column = n;
                call.setObject(column + 1, SqlArray.column(types.get(n), rows, row -> row[column]));
            }
        };
    }
}
