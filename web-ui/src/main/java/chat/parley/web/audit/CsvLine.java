package chat.parley.web.audit;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A line of CSV by RFC 4180, with no cell that a spreadsheet would run as a formula. */
final class CsvLine {

    /**
     * Where a formula may begin: at the start of a cell, and behind what some spreadsheets take for
     * the start of one, since where the comma is the decimal mark they cut lines at semicolons and
     * heed no quotes in between. Wide forms count as the signs that they look like.
     */
    private static final Pattern FORMULA =
            Pattern.compile("(^|[;\t\r\n])(?=[=+\\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20])");

    static final String HEADER =
            of(
                    "position",
                    "stream",
                    "chat_id",
                    "sequence",
                    "type",
                    "at",
                    "actor_type",
                    "actor_id",
                    "actor_email",
                    "summary",
                    "details",
                    "event_id",
                    "revision",
                    "correlation_id",
                    "causation_id",
                    "hash");

    private CsvLine() {}

    static String of(@Nullable Object... cells) {
        List<@Nullable Object> row = Arrays.asList(cells);
        return row.stream().map(CsvLine::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = FORMULA.matcher(value.toString()).replaceAll("$1'");
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
