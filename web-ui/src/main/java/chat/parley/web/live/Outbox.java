package chat.parley.web.live;

import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What is on its way to one client, in order. Whoever adds to it never waits: a virtual thread,
 * that lives as long as there is something to send, does the writing. All that waits goes out by
 * one write, for it is the writes that cost; so what a client's own frame causes is held until the
 * frame is handled, and then written by the thread that did. A client that reads too slowly is cut
 * off; it finds what it missed when it comes back.
 */
final class Outbox {

    private static final long IDLE = 0;

    /** What takes longer than this to handle holds nothing up that comes meanwhile. */
    private static final Duration LONGEST_HOLD = Duration.ofMillis(50);

    private final Wire wire;
    private final LiveLimits limits;
    private final List<ServerFrame> waiting = new ArrayList<>(2);
    private final CountDownLatch clientIsGone = new CountDownLatch(1);
    private int waitingBytes;
    private boolean sending;
    private boolean held;
    private long heldSince;
    private @Nullable CloseStatus lastWord;
    private volatile boolean lastWordSent;
    private volatile long sendBegan = IDLE;
    private volatile long lastSent = System.nanoTime();

    Outbox(Wire wire, LiveLimits limits) {
        this.wire = wire;
        this.limits = limits;
    }

    /** Adds a frame; nothing happens if the connection is closing. */
    void add(ServerFrame frame) {
        synchronized (this) {
            if (lastWord != null) {
                return;
            }
            if (waitingBytes + frame.length() <= limits.outboundBytes()) {
                waiting.add(frame);
                waitingBytes += frame.length();
                wakeSender(held ? System.nanoTime() : IDLE);
                return;
            }
        }
        cut(CloseStatus.SERVICE_OVERLOAD);
    }

    /** Lets what is added wait for {@link #release}, but not for long, so that it goes together. */
    synchronized void hold() {
        held = true;
        heldSince = System.nanoTime();
    }

    /** Sends what was held for too long. */
    synchronized void look(long now) {
        if (held && !waiting.isEmpty()) {
            wakeSender(now);
        }
    }

    /** Writes what waits, on the caller's thread unless another one is at it. */
    void release() {
        synchronized (this) {
            held = false;
            if (sending || waiting.isEmpty()) {
                return;
            }
            sending = true;
        }
        if (!sendAllThatWaits()) {
            Thread.ofVirtual().name("stomp-goodbye").start(this::sayLastWord);
        }
    }

    /** Closes the connection when all that was added has been sent. */
    synchronized void closeAfterAll(CloseStatus status) {
        if (lastWord == null) {
            lastWord = status;
            wakeSender(IDLE);
        }
    }

    /** Closes the connection without what waits. */
    synchronized void cut(CloseStatus status) {
        waiting.clear();
        waitingBytes = 0;
        closeAfterAll(status);
    }

    /** The client hung up, or said goodbye too. */
    void clientIsGone() {
        clientIsGone.countDown();
    }

    /** Whether the client was told that the connection ends. */
    boolean lastWordSent() {
        return lastWordSent;
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
    private void wakeSender(long now) {
        boolean mayWait = held && lastWord == null && now - heldSince <= LONGEST_HOLD.toNanos();
        if (!sending && !mayWait) {
            sending = true;
            Thread.ofVirtual().name("stomp-send").start(this::send);
        }
    }

    private void send() {
        if (!sendAllThatWaits()) {
            sayLastWord();
        }
    }

    /**
     * @return whether that is all; else the last word is to follow
     */
    private boolean sendAllThatWaits() {
        try {
            for (List<ServerFrame> frames = take(); !frames.isEmpty(); frames = take()) {
                write(frames);
            }
        } catch (IOException | RuntimeException e) {
            // The client is gone or too slow: whatever it is, what follows would not arrive in
            // order.
            wire.abort();
            return true;
        }
        return lastWord() == null;
    }

    /** Waits for the client's answer, so not on the thread that would read it. */
    private void sayLastWord() {
        CloseStatus status = lastWord();
        if (status == null) {
            return;
        }
        try {
            lastWordSent = true;
            write(List.of(ServerFrame.goodbye(status)));
            boolean _ = clientIsGone.await(limits.goodbye().toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException | RuntimeException gone) {
            // There is nobody left to hear it.
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        wire.abort();
    }

    private void write(List<ServerFrame> frames) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(frames.stream().mapToInt(ServerFrame::length).sum());
        frames.forEach(frame -> frame.writeTo(bytes));
        sendBegan = System.nanoTime();
        wire.write(bytes.flip(), limits.sendWithin());
        lastSent = System.nanoTime();
        sendBegan = IDLE;
    }

    /** None ends the sender, unless there is a last word: that is the end of all sending. */
    private synchronized List<ServerFrame> take() {
        List<ServerFrame> frames = List.copyOf(waiting);
        waiting.clear();
        waitingBytes = 0;
        sending = !frames.isEmpty() || lastWord != null;
        return frames;
    }

    private synchronized @Nullable CloseStatus lastWord() {
        return sending ? lastWord : null;
    }
}
