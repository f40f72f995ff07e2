package chat.parley.web.audit;

import chat.parley.api.AuditEntry;
import chat.parley.api.AuditEntry.EventMetadata;
import chat.parley.api.HistoryEntry.HistoryActor;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/**
 * An event as the audit log's clients see it: a line of the history, with its place in the whole
 * log.
 */
record AuditRow(
        long position,
        String stream,
        @Nullable String chatId,
        long sequence,
        String type,
        Instant at,
        HistoryActor actor,
        String summary,
        Map<String, @Nullable Object> details,
        EventMetadata metadata,
        String hash) {

    static AuditRow of(AuditEntry entry) {
        return new AuditRow(
                entry.position(),
                entry.stream(),
                entry.chatId(),
                entry.event().sequence(),
                entry.event().type(),
                entry.event().at(),
                entry.event().actor(),
                entry.event().summary(),
                entry.event().details(),
                entry.metadata(),
                entry.event().hash());
    }
}
