package chat.parley.api;

import org.jspecify.annotations.Nullable;

/**
 * Which messages of a chat are wanted: the newest, those before a sequence, or those after one.
 *
 * @param before page back from this sequence; not together with after
 * @param after go on from this sequence
 * @param limit at most so many messages
 */
public record MessagePage(@Nullable Long before, @Nullable Long after, int limit) {

    /** The newest messages. */
    public static MessagePage newest(int limit) {
        return new MessagePage(null, null, limit);
    }
}
