package chat.parley.web.fault;

import chat.parley.web.StompClient;
import chat.parley.web.StompClient.Frame;
import chat.parley.web.fault.Http.Answer;
import chat.parley.web.fault.Http.NoAnswer;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client that keeps its copy of a chat as the contract tells it to: subscribe and wait for the
 * receipt, ask for what came after the last message known, merge by sequence, and begin again
 * whenever the socket is gone.
 */
final class Follower implements AutoCloseable {

    private final ChatEnd end;
    private final @Nullable Random reconnects;
    private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger pushed = new AtomicInteger();
    private final AtomicInteger gaps = new AtomicInteger();
    private volatile boolean stopped;

    /** Keeps its socket as long as the server does. */
    Follower(ChatEnd end) {
        this(end, null);
    }

    /**
     * @param reconnects says when it leaves its socket and opens another one; null for never
     */
    Follower(ChatEnd end, @Nullable Random reconnects) {
        this.end = end;
        this.reconnects = reconnects;
        Thread.startVirtualThread(this::run);
    }

    private void run() {
        while (!stopped) {
            try (StompClient socket = end.connect()) {
                socket.subscribe(end.topic());
                if (catchUp()) {
                    connections.incrementAndGet();
                    listen(socket);
                }
            } catch (CompletionException | NoAnswer | AssertionError noSocketNow) {
                // As below: it tries again in a moment.
            }
            pause();
        }
    }

    private boolean catchUp() {
        JsonNode page;
        do {
            Answer answer = end.after(last());
            if (answer.status() != 200) {
                return false;
            }
            page = answer.json();
            page.get("messages").forEach(this::merge);
        } while (page.get("has_more").booleanValue());
        return true;
    }

    private void listen(StompClient socket) {
        long until =
                reconnects == null
                        ? Long.MAX_VALUE
                        : System.nanoTime() + Duration.ofMillis(reconnects.nextInt(700)).toNanos();
        while (!stopped && !socket.isClosed() && System.nanoTime() - until < 0) {
            Frame frame = socket.poll(Duration.ofMillis(50));
            if (frame != null && frame.command().equals("MESSAGE")) {
                JsonNode push = ChatEnd.json(frame.body());
                if (push.get("type").stringValue().equals("new_message")
                        && !take(push.get("message"))) {
                    return;
                }
            }
        }
    }

    /** Whether nothing is missing up to this message. */
    private boolean take(JsonNode message) {
        if (sequence(message) > last() + 1) {
            gaps.incrementAndGet();
            return catchUp();
        }
        if (merge(message)) {
            pushed.incrementAndGet();
        }
        return true;
    }

    private boolean merge(JsonNode message) {
        if (sequence(message) != last() + 1) {
            return false;
        }
        messages.add(message);
        return true;
    }

    private static long sequence(JsonNode message) {
        return message.get("sequence").longValue();
    }

    private void pause() {
        try {
            Thread.sleep(Duration.ofMillis(20));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its copy of the chat: 1, 2, 3 and so on. */
    List<JsonNode> messages() {
        return messages;
    }

    /** The sequence of the newest message that it has. */
    long last() {
        return messages.size();
    }

    /** How many messages it heard of first by a push. */
    int pushed() {
        return pushed.get();
    }

    /** How often a push was not the next message, though the one before had to come first. */
    int gaps() {
        return gaps.get();
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() {
        stopped = true;
    }
}
