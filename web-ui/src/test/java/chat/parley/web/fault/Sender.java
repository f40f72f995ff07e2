package chat.parley.web.fault;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.web.StompClient;
import chat.parley.web.StompClient.Frame;
import chat.parley.web.fault.Http.Answer;
import chat.parley.web.fault.Http.NoAnswer;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Sends one message after the other without rest; each of them again and again under the same id,
 * until it is accepted. Remembers every answer.
 */
final class Sender implements AutoCloseable {

    /** The status of an attempt that was not answered: the server or the socket went away. */
    static final int NONE = 0;

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    /** How long a frame may stay unanswered before its sender gives up. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** What came of one attempt; for STOMP the status of the problem, or that of a success. */
    record Attempt(int status, Duration took, boolean asProblem) {}

    /** A message of which the server said that it is stored. */
    record Accepted(UUID clientMessageId, String content, long sequence) {}

    private interface Way {
        Attempt attempt(UUID clientMessageId, String content);
    }

    private final String name;
    private final Duration pause;
    private final Way way;
    private final List<Attempt> attempts = new CopyOnWriteArrayList<>();
    private final List<Accepted> accepted = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean stopped;
    private @Nullable StompClient socket;

    private Sender(String name, Duration pause, ChatEnd end, boolean rest) {
        this.name = name;
        this.pause = pause;
        this.way =
                rest
                        ? (id, content) -> byRest(end, id, content)
                        : (id, content) -> byStomp(end, id, content);
        this.thread = Thread.ofVirtual().start(this::run);
    }

    /** Sends over HTTP, with this pause between two messages. */
    static Sender rest(String name, Duration pause, ChatEnd end) {
        return new Sender(name, pause, end, true);
    }

    /** Sends over one socket; over another one only if that is closed. */
    static Sender stomp(String name, Duration pause, ChatEnd end) {
        return new Sender(name, pause, end, false);
    }

    private void run() {
        for (int n = 1; !stopped; n++) {
            UUID id = UUID.randomUUID();
            String content = name + " " + n;
            while (!isAccepted(id)) {
                Attempt attempt = way.attempt(id, content);
                attempts.add(attempt);
                if (!isAccepted(id)) {
                    rest(BETWEEN_TRIES);
                }
            }
            rest(pause);
        }
    }

    private boolean isAccepted(UUID id) {
        return !accepted.isEmpty() && accepted.getLast().clientMessageId().equals(id);
    }

    private Attempt byRest(ChatEnd end, UUID id, String content) {
        long began = System.nanoTime();
        try {
            Answer answer = end.send(id, content);
            if (answer.status() < 300) {
                accept(id, content, answer.json());
            }
            boolean asProblem =
                    answer.header("Content-Type").equals("application/problem+json")
                            && !answer.header("Retry-After").isEmpty()
                            && answer.json().get("status").intValue() == answer.status();
            return new Attempt(answer.status(), answer.took(), asProblem);
        } catch (NoAnswer lost) {
            return new Attempt(NONE, since(began), false);
        }
    }

    private Attempt byStomp(ChatEnd end, UUID id, String content) {
        long began = System.nanoTime();
        try {
            StompClient open = open(end);
            began = System.nanoTime();
            open.sendTo(end.action("send_message"), ChatEnd.message(id, content));
            JsonNode reply = reply(open);
            if (reply == null) {
                return new Attempt(NONE, since(began), false);
            }
            if (reply.get("type").stringValue().equals("message_accepted")) {
                accept(id, content, reply.get("message"));
                return new Attempt(201, since(began), false);
            }
            int status = reply.get("problem").get("status").intValue();
            return new Attempt(status, since(began), reply.get("problem").get("type").isString());
        } catch (CompletionException | AssertionError lost) {
            return new Attempt(NONE, since(began), false);
        }
    }

    private StompClient open(ChatEnd end) {
        if (socket == null || socket.isClosed()) {
            socket = null;
            StompClient fresh = end.connect();
            fresh.subscribe("/user/queue/replies");
            socket = fresh;
        }
        return socket;
    }

    private static @Nullable JsonNode reply(StompClient open) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!open.isClosed() && System.nanoTime() < until) {
            Frame frame = open.poll(Duration.ofMillis(100));
            if (frame != null && frame.command().equals("MESSAGE")) {
                return ChatEnd.json(frame.body());
            }
        }
        return null;
    }

    private void accept(UUID id, String content, JsonNode message) {
        accepted.add(new Accepted(id, content, message.get("sequence").longValue()));
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static void rest(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String name() {
        return name;
    }

    List<Attempt> attempts() {
        return attempts;
    }

    List<Accepted> accepted() {
        return accepted;
    }

    /** How many attempts were answered with a status. */
    long answeredWith(int status) {
        return attempts.stream().filter(attempt -> attempt.status() == status).count();
    }

    /** The message under way is still sent until it is accepted. */
    void finish() {
        stopped = true;
        try {
            assertThat(thread.join(Duration.ofSeconds(30)))
                    .as("%s gets its last message accepted", name)
                    .isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        finish();
        if (socket != null) {
            socket.close();
        }
    }
}
