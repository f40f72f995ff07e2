package chat.parley.log;

import chat.parley.api.ChatEvent;
import chat.parley.api.Event;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * An event with its place in the log.
 *
 * @param position place in the whole log: 1, 2, 3… without gaps
 * @param stream what it belongs to; for a chat its id
 * @param sequence place in its stream: 0, 1, 2… without gaps
 * @param type the stable name of what happened
 * @param correlationId what the whole conversation of messages began with
 * @param causationId the message that directly led to this event
 */
public record LoggedEvent(
        long position,
        String stream,
        long sequence,
        UUID eventId,
        String type,
        int revision,
        Instant at,
        Event event,
        @Nullable String correlationId,
        @Nullable String causationId) {

    /** The event of a chat's stream, which holds no others. */
    public ChatEvent chatEvent() {
        return (ChatEvent) event;
    }
}
