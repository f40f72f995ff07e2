package chat.parley.benchmarks.load;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Reads many sockets on one thread, and keeps up their heartbeats. */
public final class SocketLoop implements AutoCloseable {

    private static final int LARGEST_READ = 1024 * 1024;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration HEARTBEAT = Duration.ofSeconds(8);

    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocate(LARGEST_READ);
    private final ConcurrentLinkedQueue<String> losses = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "socket-loop");
    private volatile boolean closing;

    public SocketLoop() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread.setDaemon(true);
        thread.start();
    }

    /** Handles what one socket hears, on the thread of the loop. */
    public interface Listener {

        /**
         * A message came; the range is valid during the call only.
         *
         * @param nanoTime when it was read, by {@link System#nanoTime}
         */
        void heard(byte[] bytes, int from, int to, long nanoTime) throws IOException;
    }

    /**
     * Reads a socket from now on. It is closed with the loop.
     *
     * @param heartbeat what to send every few seconds, null for nothing
     */
    public void add(WebSocket socket, byte @Nullable [] heartbeat, Listener listener)
            throws IOException {
        Connection connection = new Connection(socket, heartbeat, listener);
        socket.handOver().register(selector, SelectionKey.OP_READ, connection);
        selector.wakeup();
    }

    /** Why connections were lost so far, a sentence for each. */
    public List<String> losses() {
        return List.copyOf(losses);
    }

    private void run() {
        long nextHeartbeat = System.nanoTime() + HEARTBEAT.toNanos();
        while (!closing) {
            try {
                selector.select(this::read, LOOK_EVERY.toMillis());
            } catch (IOException e) {
                losses.add("The loop broke off: " + e);
                return;
            }
            if (System.nanoTime() - nextHeartbeat > 0) {
                nextHeartbeat += HEARTBEAT.toNanos();
                selector.keys().forEach(this::beat);
            }
        }
        for (SelectionKey key : selector.keys()) {
            close(key);
        }
    }

    private void read(SelectionKey key) {
        Connection connection = (Connection) key.attachment();
        try {
            if (!connection.socket.read(buffer, connection)) {
                lose(key, "The server hung up.");
            }
        } catch (IOException | RuntimeException e) {
            lose(key, String.valueOf(e.getMessage()));
        }
    }

    private void beat(SelectionKey key) {
        Connection connection = (Connection) key.attachment();
        byte[] heartbeat = connection.heartbeat;
        if (heartbeat != null) {
            try {
                connection.socket.send(heartbeat);
            } catch (IOException e) {
                lose(key, String.valueOf(e.getMessage()));
            }
        }
    }

    private void lose(SelectionKey key, String why) {
        losses.add(why);
        close(key);
    }

    private static void close(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException e) {
            // It is closed then.
        }
    }

    @Override
    public void close() {
        closing = true;
        selector.wakeup();
        try {
            thread.join();
            selector.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Connection implements FrameDecoder.Receiver {

        private final WebSocket socket;
        private final byte @Nullable [] heartbeat;
        private final Listener listener;

        Connection(WebSocket socket, byte @Nullable [] heartbeat, Listener listener) {
            this.socket = socket;
            this.heartbeat = heartbeat;
            this.listener = listener;
        }

        @Override
        public void message(byte[] bytes, int from, int to) throws IOException {
            listener.heard(bytes, from, to, System.nanoTime());
        }

        @Override
        public void ping(byte[] payload) throws IOException {
            socket.pong(payload);
        }

        @Override
        public void close(int code) throws IOException {
            throw new IOException("The server closed the socket with the code " + code + ".");
        }
    }
}
