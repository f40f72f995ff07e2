package chat.parley.web.json;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** How an instant looks on the wire and in texts that are signed: in UTC, to the millisecond. */
public final class WireTime {

    private static final int MILLISECONDS = 3;

    private static final DateTimeFormatter FORMAT =
            new DateTimeFormatterBuilder().appendInstant(MILLISECONDS).toFormatter();

    private WireTime() {}

    /** The instant as ISO 8601 has it, always with three digits after the point. */
    public static String of(Instant instant) {
        return FORMAT.format(instant);
    }
}
