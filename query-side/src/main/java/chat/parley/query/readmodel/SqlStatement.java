package chat.parley.query.readmodel;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A statement that works on many rows at once.
 *
 * @param sql names each of its columns as {@code ?::type[]}
 * @param columnTypes the types that the SQL names, in their order
 * @param newestOnly whether of all rows of a batch with the same first value only the last one
 *     counts
 */
public record SqlStatement(String sql, List<String> columnTypes, boolean newestOnly) {

    private static final Pattern COLUMN = Pattern.compile("\\?::(\\w+)\\[]");

    /** A statement in which every row counts. */
    public static SqlStatement ofAll(String sql) {
        return new SqlStatement(sql, columnTypes(sql), false);
    }

    /** A statement that sets what the newest row of each chat, its first column, says. */
    public static SqlStatement ofNewest(String sql) {
        return new SqlStatement(sql, columnTypes(sql), true);
    }

    private static List<String> columnTypes(String sql) {
        return COLUMN.matcher(sql).results().map((MatchResult match) -> match.group(1)).toList();
    }
}
