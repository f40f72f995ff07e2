package chat.parley.api;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * An event among those of all streams.
 *
 * @param position its place in the whole log
 * @param stream what it belongs to
 * @param chatId the chat it happened in or is about; null if it has to do with none
 */
public record AuditEntry(
        long position,
        String stream,
        @Nullable String chatId,
        HistoryEntry event,
        EventMetadata metadata) {

    /**
     * What is known of an event beside what happened.
     *
     * @param eventId names this event alone
     * @param revision which version of its type it is
     * @param correlationId what the whole chain of messages began with
     * @param causationId the message that directly led to this event
     */
    public record EventMetadata(
            UUID eventId,
            int revision,
            @Nullable String correlationId,
            @Nullable String causationId) {}
}
