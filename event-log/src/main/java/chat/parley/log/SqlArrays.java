package chat.parley.log;

import org.jspecify.annotations.Nullable;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Function;

/**
 * Gives a statement many rows at once, as one array per column. Arrays of Java's own types go over
 * the wire in binary, which is far less work for the driver and for the database than text.
 */
public final class SqlArrays {

    private SqlArrays() {}

    /**
     * One column of some rows.
     *
     * @param type of its elements, by its name in PostgreSQL
     * @param value what a row has in this column: a {@code Long} for int8, an {@code Integer} for
     *     int4, a {@code Boolean} for bool, else what has the right {@code toString}
     */
    public static <R> Array column(
            Connection connection,
            String type,
            Collection<R> rows,
            Function<R, ? extends @Nullable Object> value)
            throws SQLException {
        @Nullable Object[] column =
                switch (type) {
                    case "int8" -> new Long[rows.size()];
                    case "int4" -> new Integer[rows.size()];
                    case "bool" -> new Boolean[rows.size()];
                    case "text" -> new String[rows.size()];
                    default -> new Object[rows.size()];
                };
        int n = 0;
        for (R row : rows) {
            column[n++] = value.apply(row);
        }
        return connection.createArrayOf(type, column);
    }
}
