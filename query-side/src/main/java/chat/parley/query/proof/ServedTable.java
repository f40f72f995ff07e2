package chat.parley.query.proof;

import static java.util.stream.Collectors.joining;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/**
 * A table of a read model that queries are answered from; each of its rows belongs to a chat, named
 * by its column {@code chat_id}.
 *
 * @param name with its schema
 * @param rowName what one of its rows is, in words
 * @param number the column or expression that numbers the rows of a chat; null if it has one row
 * @param columns what is compared: all of them but {@code chat_id}
 * @param personal those of the columns whose content nobody is told
 */
record ServedTable(
        String name,
        String rowName,
        @Nullable String number,
        List<String> columns,
        Set<String> personal) {

    /** The row in words. */
    String nameOf(Row row) {
        return number == null ? rowName : rowName + " " + row.number();
    }

    /** All rows, chat by chat in the order of the chats' ids: chat, number, columns. */
    String query() {
        return "select chat_id::text, %s, %s from %s order by %s"
                .formatted(
                        number == null ? "0::int8" : number,
                        columns.stream().map(ServedTable::selected).collect(joining(", ")),
                        name,
                        number == null ? "chat_id" : "chat_id, " + number);
    }

    /** How PostgreSQL writes a {@code tsvector} is its own affair; an array of words is plain. */
    private static String selected(String column) {
        return column.equals("words") ? "tsvector_to_array(words)" : column;
    }
}
