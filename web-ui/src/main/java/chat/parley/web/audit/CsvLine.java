package chat.parley.web.audit;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A line of CSV by RFC 4180, with no cell that a spreadsheet would run as a formula. */
final class CsvLine {

    static final String HEADER =
            of(
                    "position",
                    "chat_id",
                    "sequence",
                    "type",
                    "at",
                    "actor_type",
                    "actor_id",
                    "actor_email",
                    "summary",
                    "details",
                    "hash");

    private static final String FORMULA_STARTS = "=+-@\t\r\n";

    private CsvLine() {}

    static String of(@Nullable Object... cells) {
        List<@Nullable Object> row = Arrays.asList(cells);
        return row.stream().map(CsvLine::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = value.toString();
        if (!text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0) {
            text = "'" + text;
        }
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
