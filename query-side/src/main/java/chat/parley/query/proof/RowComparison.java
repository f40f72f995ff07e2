package chat.parley.query.proof;

import chat.parley.api.ReadModelProof.Difference;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Finds the first difference between what a table should hold of a chat and what it does. */
final class RowComparison {

    private static final String A_ROW = "a row";
    private static final String NO_ROW = "no row";

    private RowComparison() {}

    static @Nullable Difference firstDifference(
            UUID chat, ServedTable table, List<Row> expected, List<Row> served) {
        int rows = Math.max(expected.size(), served.size());
        for (int n = 0; n < rows; n++) {
            Row right = n < expected.size() ? expected.get(n) : null;
            Row actual = n < served.size() ? served.get(n) : null;
            if (actual == null || (right != null && right.number() < actual.number())) {
                return new Difference(
                        chat, rowOf(table, Objects.requireNonNull(right)), A_ROW, NO_ROW);
            }
            if (right == null || actual.number() < right.number()) {
                return new Difference(chat, rowOf(table, actual), NO_ROW, A_ROW);
            }
            Difference difference = firstDifference(chat, table, right, actual);
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private static @Nullable Difference firstDifference(
            UUID chat, ServedTable table, Row expected, Row served) {
        for (int n = 0; n < table.columns().size(); n++) {
            Object right = expected.values().get(n);
            Object actual = served.values().get(n);
            if (!Objects.equals(right, actual)) {
                String column = table.columns().get(n);
                boolean personal = table.personal().contains(column);
                return new Difference(
                        chat,
                        "%s: %s.%s".formatted(table.nameOf(expected), table.name(), column),
                        told(right, personal),
                        told(actual, personal));
            }
        }
        return null;
    }

    private static String rowOf(ServedTable table, Row row) {
        return "%s: %s".formatted(table.nameOf(row), table.name());
    }

    private static String told(@Nullable Object value, boolean personal) {
        if (value == null) {
            return "nothing";
        }
        if (!personal) {
            return value.toString();
        }
        return switch (value) {
            case Collection<?> words -> "%d words".formatted(words.size());
            default -> "a text of %d characters".formatted(value.toString().codePoints().count());
        };
    }
}
