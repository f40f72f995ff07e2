package chat.parley.web.problem;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A request's query, read strictly: what is doubled, of the wrong type or out of range is {@link
 * InvalidRequest} 400 and never quietly something else.
 */
public final class Parameters {

    private static final Instant FIRST_INSTANT = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST_INSTANT = Instant.parse("9999-12-31T23:59:59.999Z");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,19}");

    private final Map<String, String[]> values;

    private Parameters(Map<String, String[]> values) {
        this.values = values;
    }

    public static Parameters of(HttpServletRequest request) {
        return new Parameters(request.getParameterMap());
    }

    /** The text as it came, empty too; null if there is none. */
    public @Nullable String text(String name) {
        String[] texts = values.get(name);
        if (texts == null) {
            return null;
        }
        if (texts.length > 1) {
            throw InvalidRequest.malformed(name + " may be given once.");
        }
        if (texts[0].indexOf('\0') >= 0) {
            throw InvalidRequest.malformed(name + " holds a character that is not allowed.");
        }
        return texts[0];
    }

    /** The text as it came, but never an empty one; null if there is none. */
    public @Nullable String filled(String name) {
        String text = text(name);
        if (text != null && text.isEmpty()) {
            throw InvalidRequest.malformed(name + " must not be empty.");
        }
        return text;
    }

    /** A UUID in its usual form, in whatever case; null if there is none. */
    public @Nullable UUID uuid(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            UUID uuid = UUID.fromString(text);
            if (uuid.toString().equalsIgnoreCase(text)) {
                return uuid;
            }
        } catch (IllegalArgumentException noUuid) {
            // As below, like 1-1-1-1-1, which that method takes for one.
        }
        throw InvalidRequest.malformed(name + " must be a UUID.");
    }

    /** A whole number within these limits; null if there is none. */
    public @Nullable Long number(String name, long least, long most) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        if (NUMBER.matcher(text).matches()) {
            try {
                long number = Long.parseLong(text);
                if (least <= number && number <= most) {
                    return number;
                }
            } catch (NumberFormatException beyondLong) {
                // Out of range, as below.
            }
        }
        throw InvalidRequest.malformed(
                most == Long.MAX_VALUE
                        ? name + " must be a whole number from " + least + " on."
                        : name + " must be a whole number from " + least + " to " + most + ".");
    }

    /** {@code true} or {@code false}; the usual one if there is none. */
    public boolean flag(String name, boolean usual) {
        String text = text(name);
        if (text == null) {
            return usual;
        }
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw InvalidRequest.malformed(name + " must be true or false.");
        };
    }

    /**
     * An instant in ISO-8601; null if there is none. One before the year 1 or after the year 9999,
     * which no database could compare with, is as good as that end of all times.
     */
    public @Nullable Instant instant(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            Instant instant = Instant.parse(text);
            if (instant.isBefore(FIRST_INSTANT)) {
                return FIRST_INSTANT;
            }
            return instant.isAfter(LAST_INSTANT) ? LAST_INSTANT : instant;
        } catch (DateTimeException e) {
            throw InvalidRequest.malformed(name + " must be a time like 2026-11-22T10:15:30.123Z.");
        }
    }
}
