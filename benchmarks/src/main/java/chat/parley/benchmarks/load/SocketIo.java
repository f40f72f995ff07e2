package chat.parley.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** Socket.IO 5 over Engine.IO 4, with the events of {@code benchmarks/socket-io/server.js}. */
public final class SocketIo implements Dialect {

    private static final byte[] ACKNOWLEDGED = "43".getBytes(UTF_8);
    private static final byte[] IN_CHAT = "42[\"new_message\"".getBytes(UTF_8);
    private static final byte[] BY_ADMINS = "42[\"new_user_message\"".getBytes(UTF_8);
    private static final byte[] REJECTED = "\"message_rejected\"".getBytes(UTF_8);
    private static final byte[] PONG = {'3'};

    /** Where a client asks for a WebSocket. */
    public static final String PATH = "/socket.io/?EIO=4&transport=websocket";

    /** Waits for the handshake of both layers. */
    public static void connect(WebSocket socket) throws IOException {
        await(socket, "0");
        socket.send("40");
        await(socket, "40");
    }

    /** Joins a room, and waits until everything from then on will arrive. */
    public static void join(WebSocket socket, String room) throws IOException {
        socket.send("420[\"join\",\"" + room + "\"]");
        await(socket, "430");
    }

    private static void await(WebSocket socket, String prefix) throws IOException {
        String packet = socket.receive();
        while (!packet.startsWith(prefix)) {
            if (packet.equals("2")) {
                socket.send(PONG);
            }
            packet = socket.receive();
        }
    }

    /** The answer repeats the message's id, so all are asked for under one number. */
    @Override
    public byte[] message(String chatId, String content, String clientMessageId) {
        return ("420[\"send_message\",\""
                        + chatId
                        + "\",{\"content\":\""
                        + content
                        + "\",\"client_message_id\":\""
                        + clientMessageId
                        + "\"}]")
                .getBytes(UTF_8);
    }

    @Override
    public Heard hear(byte[] bytes, int from, int to) {
        if (to - from == 1 && bytes[from] == '2') {
            return Heard.PING;
        }
        if (Bytes.startWith(bytes, from, ACKNOWLEDGED)) {
            return Bytes.find(bytes, from, to, REJECTED) < 0 ? Heard.ACCEPTED : Heard.REFUSED;
        }
        if (Bytes.startWith(bytes, from, IN_CHAT)) {
            return Heard.IN_CHAT;
        }
        return Bytes.startWith(bytes, from, BY_ADMINS) ? Heard.BY_ADMINS : Heard.OTHER;
    }

    @Override
    public byte @Nullable [] heartbeat() {
        return null;
    }

    @Override
    public byte[] pong() {
        return PONG;
    }
}
