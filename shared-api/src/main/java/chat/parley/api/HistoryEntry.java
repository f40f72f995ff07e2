package chat.parley.api;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/**
 * An event of a chat, told to people.
 *
 * @param sequence the event's place in the chat's stream, from 0
 * @param type the event's name
 * @param summary one sentence
 * @param details the event's own fields, personal ones included; only "unreadable" if what is
 *     stored cannot be read
 * @param hash the event's link of the log's hash chain, in hexadecimal
 */
public record HistoryEntry(
        long sequence,
        String type,
        Instant at,
        HistoryActor actor,
        String summary,
        Map<String, @Nullable Object> details,
        String hash) {

    /**
     * Whose doing it was.
     *
     * @param type "user", "admin" or "system"
     */
    public record HistoryActor(
            String type, String id, @Nullable String email, @Nullable String name) {}
}
