package chat.parley.web.live;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;

import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What is on its way to one client, in order. Whoever adds to it never waits: a virtual thread,
 * that lives as long as there is something to send, does the writing. All that waits goes out
 * together, for it is the writes to the network that cost. A client that reads too slowly is cut
 * off; it finds what it missed when it comes back.
 */
final class Outbox {

    private static final long IDLE = 0;

    private final WebSocketSession socket;
    private final int limit;
    private final List<ServerFrame> waiting = new ArrayList<>(2);
    private int waitingChars;
    private boolean sending;
    private @Nullable CloseStatus lastWord;
    private boolean closed;
    private volatile long sendBegan = IDLE;
    private volatile long lastSent = System.nanoTime();

    /**
     * @param limit how many characters may wait
     */
    Outbox(WebSocketSession socket, int limit) {
        this.socket = socket;
        this.limit = limit;
    }

    /** Adds a frame; nothing happens if the connection is closed or closing. */
    void add(ServerFrame frame) {
        synchronized (this) {
            if (closed || lastWord != null) {
                return;
            }
            if (waitingChars + frame.length() <= limit) {
                waiting.add(frame);
                waitingChars += frame.length();
                wakeSender();
                return;
            }
        }
        cut(CloseStatus.SERVICE_OVERLOAD);
    }

    /** Closes the connection when all that was added has been sent. */
    synchronized void closeAfterAll(CloseStatus status) {
        if (!closed && lastWord == null) {
            lastWord = status;
            wakeSender();
        }
    }

    /** Closes the connection at once, whatever waits; returns before that is done. */
    void cut(CloseStatus status) {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            waiting.clear();
        }
        Thread.ofVirtual().name("stomp-cut").start(() -> close(status));
    }

    boolean hasBeenSendingFor(Duration limit, long now) {
        long began = sendBegan;
        return began != IDLE && now - began > limit.toNanos();
    }

    /** For how long nothing was written, in nanoseconds. */
    long idleNanos(long now) {
        return sendBegan == IDLE ? now - lastSent : 0;
    }

    /** Guarded by this. */
    private void wakeSender() {
        if (!sending) {
            sending = true;
            Thread.ofVirtual().name("stomp-send").start(this::send);
        }
    }

    private void send() {
        try {
            RemoteEndpoint.Basic client = client();
            for (List<ServerFrame> frames = take(); !frames.isEmpty(); frames = take()) {
                sendBegan = System.nanoTime();
                for (ServerFrame frame : frames) {
                    client.sendText(frame.text());
                }
                client.flushBatch();
                lastSent = System.nanoTime();
                sendBegan = IDLE;
            }
        } catch (IOException | RuntimeException e) {
            // The client is gone, the container has closed the socket, or there is a frame that
            // cannot be written: whatever it is, what follows would not arrive in order.
            cut(CloseStatus.SERVER_ERROR);
            return;
        }
        CloseStatus status = takeLastWord();
        if (status != null) {
            close(status);
        }
    }

    /** The container's own end of the socket, for the framework's flushes after each message. */
    private RemoteEndpoint.Basic client() throws IOException {
        Session session = ((NativeWebSocketSession) socket).getNativeSession(Session.class);
        RemoteEndpoint.Basic client = Objects.requireNonNull(session).getBasicRemote();
        client.setBatchingAllowed(true);
        return client;
    }

    private synchronized List<ServerFrame> take() {
        List<ServerFrame> frames = List.copyOf(waiting);
        waiting.clear();
        waitingChars = 0;
        sending = !frames.isEmpty();
        return frames;
    }

    private synchronized @Nullable CloseStatus takeLastWord() {
        if (closed || lastWord == null || sending) {
            return null;
        }
        closed = true;
        return lastWord;
    }

    private void close(CloseStatus status) {
        try {
            socket.close(status);
        } catch (IOException | IllegalStateException e) {
            // There is nobody left to tell.
        }
    }
}
