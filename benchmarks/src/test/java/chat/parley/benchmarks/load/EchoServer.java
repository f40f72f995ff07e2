package chat.parley.benchmarks.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;

/**
 * A chat server in its smallest form: it sends each message to all admins, and an answer to its
 * sender. What is to go wrong at which message is up to the test.
 */
final class EchoServer implements AutoCloseable {

    /** The dialect of this server. */
    static final Dialect DIALECT = new Words();

    /** Where admins connect. */
    static final String ADMIN_PATH = "/admin";

    private static final String KEY = "Sec-WebSocket-Key: ";

    private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Socket> admins = new CopyOnWriteArrayList<>();
    private final IntConsumer before;
    private int messages;
    private int losing = -1;
    private int repeating = -1;

    /**
     * @param before what happens before each message is handled; they count from 0
     */
    EchoServer(IntConsumer before) throws IOException {
        this.before = before;
        Thread.ofVirtual().start(this::accept);
    }

    EchoServer losing(int message) {
        losing = message;
        return this;
    }

    EchoServer repeating(int message) {
        repeating = message;
        return this;
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            String head = head(in);
            // Before the client hears that it is connected.
            sockets.add(socket);
            if (head.startsWith("GET " + ADMIN_PATH + " ")) {
                admins.add(socket);
            }
            shakeHands(head, socket.getOutputStream());
            while (true) {
                handle(socket, new String(readFrame(in), UTF_8));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private static String head(DataInputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    private static void shakeHands(String head, OutputStream out) throws IOException {
        String key =
                head.lines()
                        .filter(line -> line.startsWith(KEY))
                        .findFirst()
                        .orElseThrow()
                        .substring(KEY.length());
        out.write(
                ("HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: "
                                + accept(key)
                                + "\r\n\r\n")
                        .getBytes(ISO_8859_1));
    }

    private static String accept(String key) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-1")
                                    .digest(
                                            (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                                                    .getBytes(ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized void handle(Socket sender, String message) throws IOException {
        int index = messages++;
        before.accept(index);
        String id = "\"client_message_id\":\"" + message + "\"";
        write(sender, "accepted " + id);
        write(sender, "in chat " + id);
        for (int i = index == losing ? 1 : index == repeating ? -1 : 0; i < 1; i++) {
            for (Socket admin : admins) {
                write(admin, "by admins " + id);
            }
        }
    }

    private static void write(Socket socket, String message) throws IOException {
        socket.getOutputStream().write(frame(FrameEncoder.TEXT, message.getBytes(UTF_8)));
    }

    /** A frame as servers send it: whole and without a mask. */
    static byte[] frame(int opcode, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(10 + payload.length).put((byte) (0x80 | opcode));
        if (payload.length < 126) {
            frame.put((byte) payload.length);
        } else if (payload.length <= 0xFFFF) {
            frame.put((byte) 126).putShort((short) payload.length);
        } else {
            frame.put((byte) 127).putLong(payload.length);
        }
        byte[] bytes = new byte[frame.put(payload).position()];
        frame.flip().get(bytes);
        return bytes;
    }

    /** The payload of a masked frame. */
    static byte[] readFrame(DataInputStream in) throws IOException {
        in.readUnsignedByte();
        int masked = in.readUnsignedByte();
        if (masked < 0x80) {
            throw new IOException("A client must mask its frames.");
        }
        int length =
                switch (masked & 0x7F) {
                    case 126 -> in.readUnsignedShort();
                    case 127 -> (int) in.readLong();
                    default -> masked & 0x7F;
                };
        byte[] mask = in.readNBytes(4);
        byte[] payload = in.readNBytes(length);
        for (int i = 0; i < length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return payload;
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Words implements Dialect {

        @Override
        public byte[] message(String chatId, String content, String clientMessageId) {
            return clientMessageId.getBytes(UTF_8);
        }

        @Override
        public Heard hear(byte[] bytes, int from, int to) {
            return switch (bytes[from]) {
                case 'a' -> Heard.ACCEPTED;
                case 'i' -> Heard.IN_CHAT;
                case 'b' -> Heard.BY_ADMINS;
                default -> Heard.OTHER;
            };
        }

        @Override
        public byte @Nullable [] heartbeat() {
            return null;
        }

        @Override
        public byte[] pong() {
            return new byte[0];
        }
    }
}
