package chat.parley.log;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/** A row of the log as it is stored, before anybody has made sense of its JSON. */
record StoredEvent(
        long position,
        String stream,
        long sequence,
        UUID eventId,
        String type,
        int revision,
        Instant at,
        String payload,
        @Nullable String personal,
        String metadata) {

    /** The same row after its person was erased. */
    StoredEvent withoutPersonalPart() {
        return new StoredEvent(
                position, stream, sequence, eventId, type, revision, at, payload, null, metadata);
    }

    /** Characters of JSON, to keep batches within bounds. */
    int size() {
        return payload.length() + metadata.length() + (personal == null ? 0 : personal.length());
    }
}
