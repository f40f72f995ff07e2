package chat.parley.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The newest entries of the log in memory, shared by all who follow it on this node, so that each
 * is read and decoded once. Without a gap, and bounded: whoever is too far behind reads the
 * database.
 *
 * <p>What this node appends is taken over at once if it follows what is there. If another node was
 * in between, the next reader who gets to the end fetches what is missing for all.
 *
 * <p>Once an erasure is in memory, what is personal in the chat's earlier events is not.
 */
public final class LogTail {

    /**
     * Characters of JSON after which the oldest quarter goes. Seconds of heavy traffic: whoever
     * follows is rarely further behind, and a collector of garbage has less to carry along.
     */
    private static final int CAPACITY = 2_000_000;

    private final EventLog log;
    private final LogSignal signal;
    private final int capacity;
    private final List<Runnable> appendListeners = new CopyOnWriteArrayList<>();

    /** Held while the end is fetched for all; never asked for inside of the monitor. */
    private final ReentrantLock fetching = new ReentrantLock();

    /** Each at its position, counted from the first one's. */
    private final List<LogEntry> entries = new ArrayList<>();

    private long size;

    public LogTail(EventLog log, LogSignal signal) {
        this(log, signal, CAPACITY);
    }

    LogTail(EventLog log, LogSignal signal, int capacity) {
        this.log = log;
        this.signal = signal;
        this.capacity = capacity;
    }

    /** The newest position in the database, 0 while the log is empty. */
    long head() {
        return log.head();
    }

    /** The newest position that this node knows of. */
    long knownHead() {
        return signal.head();
    }

    /** See {@link LogSignal#othersMayListen}. */
    boolean othersMayListen() {
        return signal.othersMayListen();
    }

    /** See {@link LogSignal#breaks}. */
    long breaks() {
        return signal.breaks();
    }

    /** See {@link LogSignal#onBreak}. */
    void onBreak(Runnable listener) {
        signal.onBreak(listener);
    }

    /**
     * Waits until the log is known to have gone beyond a position or the connection to the database
     * breaks, at most for a while.
     *
     * @return the newest position known, which is the old one or less if the time was over
     */
    long await(long knownPosition, Duration atMost) throws InterruptedException {
        return signal.await(knownPosition, atMost);
    }

    /**
     * The next entries after a position, in order; fewer than the limit if they are large, none
     * only if there are none. If the database has to be asked, that joins the caller's transaction.
     */
    List<LogEntry> after(long position, int limit) {
        List<LogEntry> known = inMemory(position, limit);
        if (!known.isEmpty()) {
            return known;
        }
        if (isBehindMemory(position)) {
            return log.readAfter(position, limit);
        }
        fetching.lock();
        try {
            List<LogEntry> fetchedByAnother = inMemory(position, limit);
            if (!fetchedByAnother.isEmpty()) {
                return fetchedByAnother;
            }
            List<LogEntry> fetched = log.readAfter(position, limit);
            fetched(fetched);
            return fetched;
        } finally {
            fetching.unlock();
        }
    }

    /**
     * Calls the listener, on the appender's thread and before anybody is answered, when this node
     * has appended something that can be read from now on.
     */
    void onAppend(Runnable listener) {
        appendListeners.add(listener);
    }

    /** See {@link LogSignal#onRise}. */
    void onRise(Runnable listener) {
        signal.onRise(listener);
    }

    /** Takes over what this node has appended, in order, and wakes whoever follows. */
    void appended(List<LogEntry> appended) {
        if (appended.isEmpty()) {
            return;
        }
        synchronized (this) {
            appended.stream().filter(this::isNext).forEach(this::add);
        }
        appendListeners.forEach(Runnable::run);
        signal.appended(appended.getLast().position());
    }

    /** What is beyond the memory and does not follow it is newer, so the memory begins with it. */
    private synchronized void fetched(List<LogEntry> fetched) {
        for (LogEntry entry : fetched) {
            if (!isNext(entry) && entry.position() > entries.getLast().position()) {
                entries.clear();
                size = 0;
            }
            if (isNext(entry)) {
                add(entry);
            }
        }
    }

    private boolean isNext(LogEntry entry) {
        return entries.isEmpty() || entry.position() == entries.getLast().position() + 1;
    }

    private void add(LogEntry entry) {
        if (entry.isErasure()) {
            forget(entry.stream());
        }
        entries.add(entry);
        size += entry.size();
        if (size > capacity) {
            List<LogEntry> oldest = entries.subList(0, entries.size() / 4);
            oldest.forEach(old -> size -= old.size());
            oldest.clear();
        }
    }

    /** An erasure is the last event of its stream, so all that it concerns is here before it. */
    private void forget(String stream) {
        entries.replaceAll(
                entry -> entry.stream().equals(stream) ? entry.withoutPersonalPart() : entry);
        size = entries.stream().mapToLong(LogEntry::size).sum();
    }

    private synchronized boolean isBehindMemory(long position) {
        return !entries.isEmpty() && position < entries.getFirst().position() - 1;
    }

    /** All that is in memory, in order. */
    public synchronized List<LogEntry> inMemory() {
        return List.copyOf(entries);
    }

    synchronized List<LogEntry> inMemory(long position, int limit) {
        if (entries.isEmpty()
                || isBehindMemory(position)
                || position >= entries.getLast().position()) {
            return List.of();
        }
        int from = (int) (position + 1 - entries.getFirst().position());
        return List.copyOf(entries.subList(from, Math.min(entries.size(), from + limit)));
    }
}
