package chat.parley.log;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * An event on its way to those who follow the log. It is decoded once, by the first who asks; if
 * that fails it fails for each of them, and what to do then is theirs to decide.
 */
public final class LogEntry {

    private final long position;
    private final String stream;
    private final long sequence;
    private final String type;
    private final int size;
    private final EventCodec codec;
    private @Nullable StoredEvent row;
    private @Nullable LoggedEvent event;

    /** A row that was read. */
    LogEntry(StoredEvent row, EventCodec codec) {
        position = row.position();
        stream = row.stream();
        sequence = row.sequence();
        type = row.type();
        size = row.size();
        this.codec = codec;
        this.row = row;
    }

    /** An event that this node has appended itself, so that nobody need read it. */
    LogEntry(LoggedEvent event, int size, EventCodec codec) {
        position = event.position();
        stream = event.stream();
        sequence = event.sequence();
        type = event.type();
        this.size = size;
        this.codec = codec;
        this.event = event;
    }

    /** Place in the whole log. */
    public long position() {
        return position;
    }

    /** What it belongs to; for a chat its id. */
    public String stream() {
        return stream;
    }

    /** Place in its stream: 0, 1, 2… without gaps. */
    public long sequence() {
        return sequence;
    }

    /** Whether it is the end of a stream whose person was forgotten. */
    boolean isErasure() {
        return type.equals(EventCodec.CHAT_ERASED);
    }

    /** The same event as the database holds it after an erasure. */
    synchronized LogEntry withoutPersonalPart() {
        StoredEvent stored = row == null ? codec.stored(event()) : row;
        return new LogEntry(stored.withoutPersonalPart(), codec);
    }

    /** Characters of JSON, to keep what is in memory within bounds. */
    int size() {
        return size;
    }

    /**
     * @throws UnknownEvent if this version does not know the type or its revision
     * @throws UnreadableEvent if the JSON is not what this type holds
     */
    public synchronized LoggedEvent event() {
        if (event == null) {
            event = codec.decode(Objects.requireNonNull(row));
            row = null;
        }
        return event;
    }
}
