package chat.parley.log;

import chat.parley.api.Actor;
import chat.parley.api.Event;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * An event with its link of the chain that proves it. There is one of every row of the log, whether
 * or not its event can be read.
 *
 * @param by whose doing it was; {@link #UNKNOWN} if not even that can be read
 * @param event null if this version of Parley cannot read it
 * @param hash in hexadecimal digits
 */
public record ChainedEvent(
        long position,
        String stream,
        long sequence,
        UUID eventId,
        String type,
        int revision,
        Instant at,
        Actor by,
        @Nullable Event event,
        @Nullable String correlationId,
        @Nullable String causationId,
        String hash) {

    /** Stands for an actor of whom nothing can be read. */
    static final Actor UNKNOWN = new Actor(Actor.Type.SYSTEM, "unknown", null, null);
}
