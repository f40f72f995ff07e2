package chat.parley.query.history;

import chat.parley.api.AdminEvent;
import chat.parley.api.AuditEntry;
import chat.parley.api.AuditEntry.EventMetadata;
import chat.parley.api.ChatEvent;
import chat.parley.api.ChatId;
import chat.parley.log.ChainedEvent;
import chat.parley.log.EventLog;
import chat.parley.log.EventSelection;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** All events of all streams, straight from the log. */
public final class AuditLog {

    private static final int BATCH = 1_000;

    /**
     * How many positions one statement looks through, so that none runs out of time however rare
     * what is looked for.
     */
    private static final long WINDOW = 100_000;

    private final EventLog log;
    private final long window;

    AuditLog(EventLog log) {
        this(log, WINDOW);
    }

    AuditLog(EventLog log, long window) {
        this.log = log;
        this.window = window;
    }

    /**
     * @param next where the next page begins; null if this is the last one
     */
    public record Page(List<AuditEntry> entries, @Nullable Long next) {}

    /**
     * A page of a selection, newest first.
     *
     * @param before only events that stand before this position; null for the newest
     */
    public Page page(EventSelection selection, @Nullable Long before, int limit) {
        // One more than asked for tells whether there is a next page.
        List<AuditEntry> entries = newest(selection, before, limit + 1);
        return entries.size() <= limit
                ? new Page(entries, null)
                : new Page(entries.subList(0, limit), entries.get(limit - 1).position());
    }

    private List<AuditEntry> newest(EventSelection selection, @Nullable Long before, int limit) {
        List<AuditEntry> entries = new ArrayList<>();
        // A stream is found by an index.
        long atOnce = selection.stream() == null ? window : Long.MAX_VALUE;
        long newest = log.head();
        long end = before == null ? newest + 1 : Math.min(before, newest + 1);
        while (entries.size() < limit && end > 1) {
            long start = Math.max(0, end - 1 - atOnce);
            log.readBackward(selection, start, end, limit - entries.size()).stream()
                    .map(AuditLog::entry)
                    .forEach(entries::add);
            end = start + 1;
        }
        return entries;
    }

    /** The position of the newest event there is, 0 while there is none. */
    public long head() {
        return log.head();
    }

    /**
     * Hands on the whole selection, newest first, without ever holding more than a part of it.
     *
     * @param upTo the newest position that counts
     */
    public void forEach(EventSelection selection, long upTo, Consumer<AuditEntry> consumer) {
        Long before = upTo + 1;
        do {
            Page page = page(selection, before, BATCH);
            page.entries().forEach(consumer);
            before = page.next();
        } while (before != null);
    }

    private static AuditEntry entry(ChainedEvent chained) {
        return new AuditEntry(
                chained.position(),
                chained.stream(),
                chatOf(chained),
                Narrator.tell(chained),
                new EventMetadata(
                        chained.eventId(),
                        chained.revision(),
                        chained.correlationId(),
                        chained.causationId()));
    }

    private static @Nullable String chatOf(ChainedEvent chained) {
        return switch (chained.event()) {
            case ChatEvent ofChat -> ofChat.chatId().toString();
            case AdminEvent _ -> null;
            case null -> isChat(chained.stream()) ? chained.stream() : null;
        };
    }

    private static boolean isChat(String stream) {
        try {
            return ChatId.of(stream).toString().equals(stream);
        } catch (IllegalArgumentException noChat) {
            return false;
        }
    }
}
