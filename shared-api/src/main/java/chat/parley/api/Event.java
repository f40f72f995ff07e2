package chat.parley.api;

import java.time.Instant;

/** Everything that can be in the log: what happened in chats, and what admins did beside them. */
public sealed interface Event permits ChatEvent, AdminEvent {

    /** The stream of the log that it belongs to. */
    String stream();

    /** Whose doing it was. */
    Actor by();

    /** When, in milliseconds. */
    Instant at();
}
