package chat.parley.web.live;

import chat.parley.api.ChatId;

import org.springframework.web.socket.CloseStatus;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The connections of this node. */
final class Sockets {

    private final Set<StompSession> open = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<String, Integer> countByCaller = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    void opened(StompSession session) {
        open.add(session);
        if (stopped) {
            session.close(CloseStatus.GOING_AWAY);
        }
    }

    /** Counts a connection to its caller, unless the caller has as many as allowed. */
    boolean admit(String caller, int limit) {
        boolean[] admitted = {false};
        countByCaller.compute(
                caller,
                (name, before) -> {
                    int count = before == null ? 0 : before;
                    admitted[0] = count < limit;
                    return admitted[0] ? Integer.valueOf(count + 1) : before;
                });
        return admitted[0];
    }

    /** Takes an admitted connection off its caller's count. */
    void release(String caller) {
        countByCaller.computeIfPresent(caller, (name, count) -> count > 1 ? count - 1 : null);
    }

    void closed(StompSession session) {
        open.remove(session);
        if (open.isEmpty()) {
            synchronized (open) {
                open.notifyAll();
            }
        }
    }

    void forEach(Consumer<StompSession> action) {
        open.forEach(action);
    }

    /** Ends the connections of the user of a chat. */
    void failAllOf(ChatId chat, StompFailure failure) {
        open.forEach(session -> {
            Caller caller = session.caller();
            if (caller != null && caller.owns(chat)) {
                session.fail(failure, null);
            }
        });
    }

    /**
     * Closes all connections, and those that are still opened.
     *
     * @param patience how long to wait for what is on its way to clients
     */
    void closeAll(CloseStatus status, Duration patience) {
        stopped = true;
        open.forEach(session -> session.close(status));
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (open) {
            try {
                while (!open.isEmpty() && System.nanoTime() < deadline) {
                    TimeUnit.NANOSECONDS.timedWait(open, deadline - System.nanoTime());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
