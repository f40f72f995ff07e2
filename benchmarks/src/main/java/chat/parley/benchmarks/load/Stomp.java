package chat.parley.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Map;

/** STOMP 1.2, with the destinations of Parley. */
public final class Stomp implements Dialect {

    /** The subscriptions of a socket; their ids are told apart by the first letter. */
    public enum Subscription {
        REPLIES,
        CHAT,
        ADMINS
    }

    private static final byte[] SUBSCRIPTION = "\nsubscription:".getBytes(UTF_8);
    private static final byte[] REJECTED = "\"message_rejected\"".getBytes(UTF_8);
    private static final byte[] ERROR = "ERROR".getBytes(UTF_8);

    /** Says CONNECT and waits until it is answered. */
    public static void connect(WebSocket socket, Map<String, String> headers) throws IOException {
        StringBuilder frame = new StringBuilder("CONNECT\naccept-version:1.2\nhost:localhost\n");
        headers.forEach((name, value) -> frame.append(name).append(':').append(value).append('\n'));
        socket.send(frame.append("\n\0").toString());
        awaitFrame(socket, "CONNECTED");
    }

    /** Subscribes, and waits until everything from then on will arrive. */
    public static void subscribe(WebSocket socket, Subscription id, String destination)
            throws IOException {
        socket.send(subscription(id, destination, "receipt:" + id + "\n"));
        awaitFrame(socket, "RECEIPT");
    }

    /** Subscribes at a server that gives no receipts. */
    public static void subscribeUnconfirmed(WebSocket socket, Subscription id, String destination)
            throws IOException {
        socket.send(subscription(id, destination, ""));
    }

    private static String subscription(Subscription id, String destination, String receipt) {
        return "SUBSCRIBE\nid:" + id + "\ndestination:" + destination + "\n" + receipt + "\n\0";
    }

    private static void awaitFrame(WebSocket socket, String command) throws IOException {
        String frame = socket.receive();
        while (!frame.startsWith(command + "\n")) {
            if (frame.startsWith("ERROR")) {
                throw new IOException("The server answered " + frame);
            }
            frame = socket.receive();
        }
    }

    @Override
    public byte[] message(String chatId, String content, String clientMessageId) {
        return ("SEND\ndestination:/app/support_chat."
                        + chatId
                        + ".send_message\ncontent-type:application/json\n\n{\"content\":\""
                        + content
                        + "\",\"client_message_id\":\""
                        + clientMessageId
                        + "\"}\0")
                .getBytes(UTF_8);
    }

    @Override
    public Heard hear(byte[] bytes, int from, int to) {
        if (bytes[from] != 'M') {
            return Bytes.startWith(bytes, from, ERROR) ? Heard.ERROR : Heard.OTHER;
        }
        int at = Bytes.find(bytes, from, to, SUBSCRIPTION);
        if (at < 0) {
            return Heard.OTHER;
        }
        return switch (bytes[at + SUBSCRIPTION.length]) {
            case 'R' -> Bytes.find(bytes, from, to, REJECTED) < 0 ? Heard.ACCEPTED : Heard.REFUSED;
            case 'C' -> Heard.IN_CHAT;
            case 'A' -> Heard.BY_ADMINS;
            default -> Heard.OTHER;
        };
    }

    @Override
    public byte[] heartbeat() {
        return new byte[] {'\n'};
    }

    /** Heartbeats are not answered, so there is nothing to say. */
    @Override
    public byte[] pong() {
        return heartbeat();
    }
}
