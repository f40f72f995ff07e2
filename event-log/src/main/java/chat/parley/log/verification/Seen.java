package chat.parley.log.verification;

import java.util.List;

/**
 * What a node has seen of the log, beside what the database says now.
 *
 * @param head the newest position
 * @param events some of the newest events, in any order
 */
public record Seen(long head, List<LogPlace> events) {

    /** Of a node that has just started. */
    public static final Seen NOTHING = new Seen(0, List.of());
}
