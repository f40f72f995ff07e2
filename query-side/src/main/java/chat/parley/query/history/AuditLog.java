package chat.parley.query.history;

import chat.parley.api.AuditEntry;
import chat.parley.api.ChatEvent;
import chat.parley.log.ChainedEvent;
import chat.parley.log.EventLog;
import chat.parley.log.EventSelection;
import chat.parley.log.LoggedEvent;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Consumer;

/** All events of all streams, straight from the log. */
public final class AuditLog {

    private static final int BATCH = 1_000;

    private final EventLog log;

    AuditLog(EventLog log) {
        this.log = log;
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
        List<AuditEntry> entries =
                log
                        .readBackward(
                                selection, before == null ? Long.MAX_VALUE : before, limit + 1)
                        .stream()
                        .map(AuditLog::entry)
                        .toList();
        return entries.size() <= limit
                ? new Page(entries, null)
                : new Page(entries.subList(0, limit), entries.get(limit - 1).position());
    }

    /** Hands on the whole selection, newest first, without ever holding more than a part of it. */
    public void forEach(EventSelection selection, Consumer<AuditEntry> consumer) {
        Long before = null;
        do {
            Page page = page(selection, before, BATCH);
            page.entries().forEach(consumer);
            before = page.next();
        } while (before != null);
    }

    private static AuditEntry entry(ChainedEvent chained) {
        LoggedEvent logged = chained.logged();
        return new AuditEntry(
                logged.position(),
                logged.stream(),
                logged.event() instanceof ChatEvent ? logged.stream() : null,
                Narrator.tell(chained));
    }
}
