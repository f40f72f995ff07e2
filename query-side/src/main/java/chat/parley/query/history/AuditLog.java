package chat.parley.query.history;

import static java.util.Comparator.comparingLong;

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
import java.util.stream.Stream;

/** All events of all streams, straight from the log. */
public final class AuditLog {

    private static final int BATCH = 1_000;

    /**
     * How many places one statement looks through, of the log or of a chat's stream, so that none
     * runs out of time however rare what is looked for.
     */
    private static final long WINDOW = 10_000;

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
     * Where a page ends and the next begins: with what stands before.
     *
     * @param sequence how much of the stream of the chat that was asked for is still to come
     */
    public record Place(long position, long sequence) {}

    /**
     * @param next where the next page begins; null if this is the last one
     */
    public record Page(List<AuditEntry> entries, @Nullable Place next) {}

    /**
     * A page of a selection, newest first.
     *
     * @param chat only what happened in this chat or is about it; null for all there is
     * @param place where an earlier page ended; null for the newest
     */
    public Page page(
            @Nullable ChatId chat, EventSelection selection, @Nullable Place place, int limit) {
        Place end = place == null ? behind(chat, log.head()) : place;
        // One more than asked for tells whether there is a next page.
        List<ChainedEvent> found =
                chat == null
                        ? newest(selection, end, limit + 1)
                        : newest(chat, selection, end, limit + 1);
        List<AuditEntry> entries = found.stream().limit(limit).map(AuditLog::entry).toList();
        return new Page(entries, found.size() > limit ? afterAll(entries, chat, end) : null);
    }

    private Place behind(@Nullable ChatId chat, long position) {
        long sequence =
                chat == null
                        ? 0
                        : log.lastSequence(chat.toString(), position)
                                .map(last -> last + 1)
                                .orElse(0L);
        return new Place(position + 1, sequence);
    }

    private static Place afterAll(List<AuditEntry> page, @Nullable ChatId chat, Place before) {
        long sequence =
                page.stream()
                        .filter(entry -> chat != null && entry.stream().equals(chat.toString()))
                        .mapToLong(entry -> entry.event().sequence())
                        .min()
                        .orElse(before.sequence());
        return new Place(page.getLast().position(), sequence);
    }

    private List<ChainedEvent> newest(EventSelection selection, Place before, int limit) {
        List<ChainedEvent> found = new ArrayList<>();
        long end = before.position();
        while (found.size() < limit && end > 1) {
            long start = Math.max(0, end - 1 - window);
            found.addAll(log.readBackward(selection, start, end, limit - found.size()));
            end = start + 1;
        }
        return found;
    }

    /** From the chat's own stream and from what is told elsewhere about it. */
    private List<ChainedEvent> newest(
            ChatId chat, EventSelection selection, Place before, int limit) {
        List<ChainedEvent> own = new ArrayList<>();
        long end = before.sequence();
        while (own.size() < limit && end > 0) {
            long start = Math.max(0, end - window);
            own.addAll(
                    log.readStreamBackward(
                            chat.toString(), selection, start, end, limit - own.size()));
            end = start;
        }
        return Stream.concat(
                        own.stream(),
                        log.readActsAbout(chat, selection, before.position(), limit).stream())
                .sorted(comparingLong(ChainedEvent::position).reversed())
                .limit(limit)
                .toList();
    }

    /** The position of the newest event there is, 0 while there is none. */
    public long head() {
        return log.head();
    }

    /**
     * Hands on the whole selection, newest first, without ever holding more than a part of it.
     *
     * @param chat as for a page
     * @param upTo the newest position that counts
     */
    public void forEach(
            @Nullable ChatId chat,
            EventSelection selection,
            long upTo,
            Consumer<AuditEntry> consumer) {
        Place place = behind(chat, upTo);
        do {
            Page page = page(chat, selection, place, BATCH);
            page.entries().forEach(consumer);
            place = page.next();
        } while (place != null);
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
            case AdminEvent.AboutChat act -> act.chatId().toString();
            case AdminEvent _ -> null;
            case null -> ChatId.ofStream(chained.stream()).map(ChatId::toString).orElse(null);
        };
    }
}
