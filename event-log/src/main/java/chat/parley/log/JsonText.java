package chat.parley.log;

import static java.util.Comparator.comparing;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * A JSON object under construction, written letter by letter as PostgreSQL shows a {@code jsonb}
 * that holds it: shorter names first, then in the order of their letters, a space behind each colon
 * and comma. So what is hashed here need not be read back to know how it looks there.
 *
 * <p>Names are of ASCII, and each is put once.
 */
final class JsonText {

    private static final char[] HEXADECIMAL = "0123456789abcdef".toCharArray();

    private static final Comparator<Field> AS_POSTGRESQL_DOES =
            Comparator.<Field>comparingInt(field -> field.name.length())
                    .thenComparing(comparing(Field::name));

    private final List<Field> fields = new ArrayList<>(4);

    /**
     * @param value as JSON
     */
    private record Field(String name, String value) {}

    /** Adds nothing if there is no value. */
    JsonText put(String name, @Nullable String value) {
        return value == null ? this : add(name, quoted(value));
    }

    JsonText put(String name, UUID value) {
        return put(name, value.toString());
    }

    JsonText put(String name, long value) {
        return add(name, Long.toString(value));
    }

    JsonText put(String name, boolean value) {
        return add(name, Boolean.toString(value));
    }

    /** Adds nothing if the object is empty. */
    JsonText put(String name, JsonText object) {
        return object.isEmpty() ? this : add(name, object.toString());
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(192).append('{');
        for (Field field : fields) {
            if (text.length() > 1) {
                text.append(", ");
            }
            text.append('"').append(field.name).append("\": ").append(field.value);
        }
        return text.append('}').toString();
    }

    private JsonText add(String name, String value) {
        Field field = new Field(name, value);
        int place = fields.size();
        while (place > 0 && AS_POSTGRESQL_DOES.compare(field, fields.get(place - 1)) < 0) {
            place--;
        }
        fields.add(place, field);
        return this;
    }

    private static String quoted(String value) {
        StringBuilder text = new StringBuilder(value.length() + 16).append('"');
        int plain = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= ' ' && c != '"' && c != '\\') {
                continue;
            }
            text.append(value, plain, i);
            plain = i + 1;
            switch (c) {
                case '"', '\\' -> text.append('\\').append(c);
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default ->
                        text.append("\\u00")
                                .append(HEXADECIMAL[c >> 4])
                                .append(HEXADECIMAL[c & 0xF]);
            }
        }
        return text.append(value, plain, value.length()).append('"').toString();
    }
}
