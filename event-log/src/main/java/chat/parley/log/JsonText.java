package chat.parley.log;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * A JSON object under construction. Written out by hand because every message is written three
 * times over; see RFC 8259, section 7, for what has to be escaped.
 */
final class JsonText {

    private static final char[] HEXADECIMAL = "0123456789abcdef".toCharArray();

    private final StringBuilder text = new StringBuilder(192).append('{');

    /** Adds nothing if there is no value. */
    JsonText put(String name, @Nullable String value) {
        if (value != null) {
            name(name);
            string(value);
        }
        return this;
    }

    JsonText put(String name, UUID value) {
        return put(name, value.toString());
    }

    JsonText put(String name, long value) {
        name(name);
        text.append(value);
        return this;
    }

    JsonText put(String name, boolean value) {
        name(name);
        text.append(value);
        return this;
    }

    /** Adds nothing if the object is empty. */
    JsonText put(String name, JsonText object) {
        if (!object.isEmpty()) {
            name(name);
            text.append(object);
        }
        return this;
    }

    boolean isEmpty() {
        return text.length() == 1;
    }

    @Override
    public String toString() {
        return text + "}";
    }

    private void name(String name) {
        if (!isEmpty()) {
            text.append(',');
        }
        text.append('"').append(name).append("\":");
    }

    private void string(String value) {
        text.append('"');
        int plain = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= ' ' && c != '"' && c != '\\') {
                continue;
            }
            text.append(value, plain, i);
            plain = i + 1;
            if (c < ' ') {
                text.append("\\u00").append(HEXADECIMAL[c >> 4]).append(HEXADECIMAL[c & 0xF]);
            } else {
                text.append('\\').append(c);
            }
        }
        if (plain == 0) {
            text.append(value);
        } else {
            text.append(value, plain, value.length());
        }
        text.append('"');
    }
}
