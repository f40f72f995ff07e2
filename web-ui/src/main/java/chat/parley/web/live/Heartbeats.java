package chat.parley.web.live;

import org.jspecify.annotations.Nullable;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The heartbeats that both sides agreed on, in nanoseconds; 0 for none. See STOMP 1.2,
 * "Heart-beating".
 *
 * @param send the server writes something at least that often
 * @param silence the client is taken for gone after that
 */
record Heartbeats(long send, long silence) {

    static final Heartbeats NONE = new Heartbeats(0, 0);

    private static final Pattern HEADER = Pattern.compile("(\\d{1,9}),(\\d{1,9})");

    /**
     * @param header what the client can do and what it wants, in milliseconds
     */
    static Heartbeats agree(@Nullable String header, LiveLimits limits) {
        if (header == null) {
            return NONE;
        }
        Matcher matcher = HEADER.matcher(header);
        if (!matcher.matches()) {
            throw StompFailure.malformed("The header 'heart-beat' is not of the form '0,0'.");
        }
        long client = nanos(matcher.group(1), limits);
        long server = nanos(matcher.group(2), limits);
        // Sent one look early, so that none is late because nobody was looking.
        return new Heartbeats(
                server == 0 ? 0 : Math.max(1, server - limits.look().toNanos()),
                (long) (client * limits.silence()));
    }

    private static long nanos(String millis, LiveLimits limits) {
        long wanted = Long.parseLong(millis) * 1_000_000;
        return wanted == 0 ? 0 : Math.max(wanted, limits.heartbeat().toNanos());
    }

    boolean isDue(long idle) {
        return send > 0 && idle >= send;
    }

    boolean areOverdue(long silent) {
        return silence > 0 && silent > silence;
    }
}
