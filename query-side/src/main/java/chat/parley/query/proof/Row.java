package chat.parley.query.proof;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * A row of a table, as it should be or as it is.
 *
 * @param number tells it from the other rows of its chat in this table, which are in its order
 * @param values in the order of the table's columns
 */
record Row(long number, List<@Nullable Object> values) {

    static Row of(long number, @Nullable Object... values) {
        List<@Nullable Object> row = new ArrayList<>(values.length);
        for (Object value : values) {
            row.add(value);
        }
        return new Row(number, row);
    }
}
