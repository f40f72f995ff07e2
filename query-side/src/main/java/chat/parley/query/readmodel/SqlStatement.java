package chat.parley.query.readmodel;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A statement that works on many rows at once.
 *
 * @param sql names each of its columns as {@code ?::type[]}
 * @param columnTypes the types that the SQL names, in their order
 * @param rows which rows of a batch it gets
 */
public record SqlStatement(String sql, List<String> columnTypes, Rows rows) {

    /** Which of the rows that were added to a batch count. */
    enum Rows {
        ALL,
        /** Of all with the same first value, the last one. */
        NEWEST,
        /**
         * Of all with the same first value the last one, with the sum of all in the last column.
         */
        NEWEST_WITH_SUM
    }

    private static final Pattern COLUMN = Pattern.compile("\\?::(\\w+)\\[]");

    /** A statement in which every row counts. */
    public static SqlStatement ofAll(String sql) {
        return new SqlStatement(sql, columnTypes(sql), Rows.ALL);
    }

    /** A statement that sets what the newest row of each chat, its first column, says. */
    public static SqlStatement ofNewest(String sql) {
        return new SqlStatement(sql, columnTypes(sql), Rows.NEWEST);
    }

    /** The same, and adds up its last column, an int8, over all rows of the chat. */
    public static SqlStatement ofNewestWithSum(String sql) {
        return new SqlStatement(sql, columnTypes(sql), Rows.NEWEST_WITH_SUM);
    }

    private static List<String> columnTypes(String sql) {
        return COLUMN.matcher(sql).results().map((MatchResult match) -> match.group(1)).toList();
    }
}
