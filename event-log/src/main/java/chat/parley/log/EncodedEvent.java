package chat.parley.log;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * What of an event goes into the columns of its own kind; the rest is its place in the log.
 *
 * @param payload JSON without anything personal
 * @param personal JSON of what can be traced to a person, with a salt; null if there is nothing of
 *     the sort
 * @param metadata JSON of who and why, without anything personal
 */
record EncodedEvent(
        String type,
        int revision,
        String payload,
        @Nullable String personal,
        String metadata,
        @Nullable UUID clientMessageId) {

    /** Characters of JSON. */
    int size() {
        return payload.length() + metadata.length() + (personal == null ? 0 : personal.length());
    }
}
