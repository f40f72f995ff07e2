package chat.parley.web.live;

import chat.parley.web.live.FrameReader.FrameTooLarge;
import chat.parley.web.live.Subscriptions.Subscription;

import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One connection and its protocol, STOMP 1.1 and 1.2. Frames are handled on the thread that read
 * them: the next one is not even read before this one is answered.
 */
final class StompSession {

    private static final long NEVER = 0;

    private final Wire wire;
    private final ChatSocket role;
    private final Map<String, Object> handshake;
    private final Sockets sockets;
    private final Subscriptions topics;
    private final LiveLimits limits;
    private final FrameReader reader;
    private final Outbox outbox;

    /** What the client listens to, by its own names for it; also guards the end. */
    private final Map<String, String> subscriptions = new HashMap<>(4);

    private final AtomicLong messageIds = new AtomicLong();
    private final long opened = System.nanoTime();
    private volatile @Nullable Caller caller;
    private volatile Heartbeats heartbeats = Heartbeats.NONE;
    private volatile boolean ended;
    private volatile boolean handling;
    private volatile long lastHeard = opened;
    private volatile long frameBegan = NEVER;

    /**
     * @param handshake what the handshake left behind
     */
    StompSession(
            Wire wire,
            Map<String, Object> handshake,
            ChatSocket role,
            Sockets sockets,
            Subscriptions topics,
            LiveLimits limits) {
        this.role = role;
        this.wire = wire;
        this.handshake = handshake;
        this.sockets = sockets;
        this.topics = topics;
        this.limits = limits;
        this.reader = new FrameReader(limits.maxFrameBytes());
        this.outbox = new Outbox(wire, limits);
    }

    @Nullable Caller caller() {
        return caller;
    }

    /** Frames may come from now on. */
    void opened() {
        sockets.opened(this);
    }

    void pinged(byte[] payload) {
        lastHeard = System.nanoTime();
        outbox.add(ServerFrame.pong(payload));
    }

    /** Takes what came over the wire and does what it says. */
    void received(ByteBuffer bytes) {
        if (ended) {
            return;
        }
        handling = true;
        outbox.hold();
        try {
            reader.append(bytes);
            for (StompFrame frame = reader.next(); frame != null && !ended; frame = reader.next()) {
                frameBegan = NEVER;
                handle(frame);
            }
        } catch (FrameTooLarge e) {
            cut(CloseStatus.TOO_BIG_TO_PROCESS);
        } catch (StompFailure e) {
            fail(e, null);
        } finally {
            lastHeard = System.nanoTime();
            if (!reader.isAmidFrame()) {
                frameBegan = NEVER;
            } else if (frameBegan == NEVER) {
                frameBegan = lastHeard;
            }
            handling = false;
            outbox.release();
        }
    }

    private void handle(StompFrame frame) {
        try {
            dispatch(frame);
        } catch (StompFailure e) {
            fail(e, frame.receipt());
        } catch (RuntimeException e) {
            fail(StompFailure.of(e), frame.receipt());
        }
    }

    private void dispatch(StompFrame frame) {
        if (frame.command().equals("CONNECT") || frame.command().equals("STOMP")) {
            connect(frame);
            return;
        }
        Caller known = caller;
        if (known == null) {
            throw StompFailure.malformed("CONNECT comes first.");
        }
        switch (frame.command()) {
            case "SUBSCRIBE" -> subscribe(known, frame);
            case "UNSUBSCRIBE" -> unsubscribe(frame);
            case "SEND" -> send(known, frame);
            case "DISCONNECT" -> {}
            default -> throw StompFailure.malformed(frame.command() + " is not offered here.");
        }
        String receipt = frame.receipt();
        if (receipt != null) {
            outbox.add(ServerFrame.receipt(receipt));
        }
        if (frame.command().equals("DISCONNECT")) {
            close(CloseStatus.NORMAL);
        }
    }

    private void connect(StompFrame frame) {
        if (caller != null) {
            throw StompFailure.malformed("This connection is connected already.");
        }
        String version = version(frame.header("accept-version"));
        Heartbeats agreed = Heartbeats.agree(frame.header("heart-beat"), limits);
        Caller found = role.connect(frame, handshake);
        if (!sockets.admit(found.name(), role.maxSockets())) {
            throw StompFailure.refused("There are too many connections of this user.");
        }
        synchronized (subscriptions) {
            if (ended) {
                sockets.release(found.name());
                return;
            }
            caller = found;
        }
        outbox.add(ServerFrame.connected(version, limits.heartbeat().toMillis()));
        heartbeats = agreed;
    }

    /** Clients of STOMP 1.0 name no version; they can follow what the oldest one here says. */
    private static String version(@Nullable String accepted) {
        List<String> versions = accepted == null ? List.of("1.1") : List.of(accepted.split(","));
        return versions.stream()
                .map(String::strip)
                .filter(version -> version.equals("1.2") || version.equals("1.1"))
                .max(String::compareTo)
                .orElseThrow(() -> StompFailure.malformed("The versions offered are 1.1 and 1.2."));
    }

    private void subscribe(Caller known, StompFrame frame) {
        String id = frame.required("id");
        String destination = frame.required("destination");
        String ack = frame.header("ack");
        if (ack != null && !ack.equals("auto")) {
            throw StompFailure.malformed("The only ack that is offered is 'auto'.");
        }
        synchronized (subscriptions) {
            if (subscriptions.containsKey(id)) {
                throw StompFailure.malformed("There is a subscription with this id.");
            }
            if (subscriptions.size() >= role.maxSubscriptions()) {
                throw StompFailure.refused("There are too many subscriptions on this connection.");
            }
        }
        role.checkSubscription(known, Destination.parse(destination));
        synchronized (subscriptions) {
            if (ended) {
                return;
            }
            subscriptions.put(id, destination);
            if (!destination.equals(Destination.REPLIES)) {
                topics.add(destination, new Subscription(this, id));
            }
        }
    }

    private void unsubscribe(StompFrame frame) {
        String id = frame.required("id");
        synchronized (subscriptions) {
            String destination = subscriptions.remove(id);
            if (destination == null) {
                throw StompFailure.malformed("There is no subscription with this id.");
            }
            topics.remove(destination, new Subscription(this, id));
        }
    }

    private void send(Caller known, StompFrame frame) {
        if (frame.header("transaction") != null) {
            throw StompFailure.malformed("Transactions are not offered here.");
        }
        Object reply =
                role.send(known, Destination.parse(frame.required("destination")), frame.body());
        if (reply != null) {
            ServerFrame.Content content = topics.content(Destination.REPLIES, reply);
            synchronized (subscriptions) {
                subscriptions.forEach((id, destination) -> {
                    if (destination.equals(Destination.REPLIES)) {
                        deliver(id, content);
                    }
                });
            }
        }
    }

    /** Puts a message on its way; never waits. */
    void deliver(String subscription, ServerFrame.Content content) {
        outbox.add(ServerFrame.message(subscription, messageIds.incrementAndGet(), content));
    }

    /** Does what is due: a heartbeat, or the end of a connection that is over time. */
    void look(long nanoTime, Instant now) {
        if (outbox.hasBeenSendingFor(limits.sendWithin(), nanoTime)) {
            wire.abort();
        }
        if (ended) {
            return;
        }
        outbox.look(nanoTime);
        Caller known = caller;
        long began = frameBegan;
        if (known == null && nanoTime - opened > limits.connectWithin().toNanos()) {
            fail(StompFailure.refused("CONNECT did not come in time."), null);
        } else if (known != null && known.until() != null && now.isAfter(known.until())) {
            fail(StompFailure.refused("The token has expired."), null);
        } else if (!handling
                && began != NEVER
                && nanoTime - began > limits.connectWithin().toNanos()) {
            fail(StompFailure.malformed("A frame was not completed in time."), null);
        } else if (!handling && heartbeats.areOverdue(nanoTime - lastHeard)) {
            fail(StompFailure.refused("No heartbeat came in time."), null);
        } else if (heartbeats.isDue(outbox.idleNanos(nanoTime))) {
            outbox.add(ServerFrame.HEARTBEAT);
        }
    }

    /** Says why, then closes. */
    void fail(StompFailure failure, @Nullable String receipt) {
        outbox.add(ServerFrame.error(failure.sentence(), receipt));
        close(failure.closeStatus());
    }

    /** Closes when all that is on its way has been sent. */
    void close(CloseStatus status) {
        end();
        outbox.closeAfterAll(status);
    }

    /** Closes at once. */
    void cut(CloseStatus status) {
        end();
        outbox.cut(status);
    }

    /** The client said goodbye, first or in answer to ours. */
    void clientCloses() {
        if (outbox.lastWordSent()) {
            outbox.clientIsGone();
        } else {
            cut(CloseStatus.NORMAL);
        }
    }

    /** The socket is closed. */
    void closed() {
        cut(CloseStatus.NORMAL);
        outbox.clientIsGone();
        sockets.closed(this);
    }

    private void end() {
        synchronized (subscriptions) {
            if (ended) {
                return;
            }
            ended = true;
            if (caller != null) {
                sockets.release(caller.name());
            }
            subscriptions.forEach(
                    (id, destination) -> topics.remove(destination, new Subscription(this, id)));
            subscriptions.clear();
        }
    }
}
