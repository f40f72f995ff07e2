package chat.parley.benchmarks.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A client's end of a WebSocket to this machine. While it is set up it is read by {@link #receive};
 * once it was given to a {@link SocketLoop}, only that reads it. Any thread may send.
 */
public final class WebSocket implements AutoCloseable {

    private static final Duration SILENCE = Duration.ofSeconds(20);
    private static final String ACCEPT_SALT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final long WRITE_PAUSE_NANOS = 20_000;

    private final SocketChannel channel;
    private final FrameDecoder decoder = new FrameDecoder();
    private final ArrayDeque<byte[]> received = new ArrayDeque<>(0);

    /** The beginning of a frame whose rest has not come yet. */
    private byte[] begun = {};

    private WebSocket(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Connects and shakes hands.
     *
     * @param path with the query, if there is one
     * @param headers beside those of the handshake
     * @throws IOException if the server does not want to
     */
    public static WebSocket open(int port, String path, Map<String, String> headers)
            throws IOException {
        SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.socket().setSoTimeout((int) SILENCE.toMillis());
            WebSocket socket = new WebSocket(channel);
            socket.shakeHands(port, path, headers);
            return socket;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void shakeHands(int port, String path, Map<String, String> headers) throws IOException {
        byte[] nonce = new byte[16];
        ThreadLocalRandom.current().nextBytes(nonce);
        String key = Base64.getEncoder().encodeToString(nonce);
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
        request.append("Host: localhost:").append(port).append("\r\n");
        request.append(
                "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n");
        request.append("Sec-WebSocket-Key: ").append(key).append("\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        write(ByteBuffer.wrap(request.append("\r\n").toString().getBytes(UTF_8)));

        String answer = answer();
        if (!answer.startsWith("HTTP/1.1 101 ")
                || !answer.toLowerCase(Locale.ROOT)
                        .contains(
                                "sec-websocket-accept: " + accept(key).toLowerCase(Locale.ROOT))) {
            throw new IOException(
                    "The server at " + path + " answered " + answer.lines().limit(1).toList());
        }
    }

    /** The head of the answer; what follows it is kept. */
    private String answer() throws IOException {
        byte[] bytes = new byte[LONGEST_ANSWER];
        int length = 0;
        while (length < bytes.length) {
            int read = channel.socket().getInputStream().read(bytes, length, bytes.length - length);
            if (read < 0) {
                throw new IOException("The server hung up during the handshake.");
            }
            length += read;
            String text = new String(bytes, 0, length, ISO_8859_1);
            int end = text.indexOf("\r\n\r\n");
            if (end >= 0) {
                begun = Arrays.copyOfRange(bytes, end + 4, length);
                return text.substring(0, end + 2);
            }
        }
        throw new IOException("The server's answer has no end.");
    }

    private static String accept(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest((key + ACCEPT_SALT).getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-1.", e);
        }
    }

    /** Sends a text message; returns when the operating system has it. */
    public void send(byte[] text) throws IOException {
        send(FrameEncoder.TEXT, text);
    }

    /** Sends a text message; returns when the operating system has it. */
    public void send(String text) throws IOException {
        send(text.getBytes(UTF_8));
    }

    void pong(byte[] payload) throws IOException {
        send(FrameEncoder.PONG, payload);
    }

    private void send(int opcode, byte[] payload) throws IOException {
        write(FrameEncoder.encode(opcode, payload, ThreadLocalRandom.current().nextInt()));
    }

    private synchronized void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                LockSupport.parkNanos(WRITE_PAUSE_NANOS);
            }
        }
    }

    /** Waits for the next message, some seconds at most. */
    public String receive() throws IOException {
        byte[] bytes = Arrays.copyOf(begun, LONGEST_ANSWER);
        int length = begun.length;
        InputStream in = channel.socket().getInputStream();
        for (boolean first = true; received.isEmpty(); first = false) {
            if (!first || length == 0) {
                int read = in.read(bytes, length, bytes.length - length);
                if (read < 0) {
                    throw new IOException("The server hung up.");
                }
                length += read;
            }
            int done = decoder.decode(bytes, 0, length, new Keeper());
            System.arraycopy(bytes, done, bytes, 0, length - done);
            length -= done;
            begun = Arrays.copyOf(bytes, length);
        }
        return new String(received.remove(), UTF_8);
    }

    /** From now on it is read by a loop; what was received and not asked for is dropped. */
    SocketChannel handOver() throws IOException {
        received.clear();
        channel.configureBlocking(false);
        return channel;
    }

    /**
     * Reads what there is.
     *
     * @param buffer an empty one, of any thread's other sockets
     * @return whether the connection still stands
     */
    boolean read(ByteBuffer buffer, FrameDecoder.Receiver receiver) throws IOException {
        buffer.clear().put(begun);
        if (channel.read(buffer) < 0) {
            return false;
        }
        int end = buffer.position();
        int done = decoder.decode(buffer.array(), 0, end, receiver);
        if (done == 0 && end == buffer.capacity()) {
            throw new IOException("The server sent a frame of more than " + end + " bytes.");
        }
        begun = done == end ? NOTHING : Arrays.copyOfRange(buffer.array(), done, end);
        return true;
    }

    private static final byte[] NOTHING = {};

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private final class Keeper implements FrameDecoder.Receiver {

        @Override
        public void message(byte[] bytes, int from, int to) {
            received.add(Arrays.copyOfRange(bytes, from, to));
        }

        @Override
        public void ping(byte[] payload) throws IOException {
            pong(payload);
        }

        @Override
        public void close(int code) throws IOException {
            throw new IOException("The server closed the socket with the code " + code + ".");
        }
    }
}
