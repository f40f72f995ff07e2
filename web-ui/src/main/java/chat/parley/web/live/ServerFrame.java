package chat.parley.web.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A frame to a client, as bytes. Its tail is shared by all who get the same message, so that one
 * message to a thousand readers is written as JSON once and lies in memory once.
 */
final class ServerFrame {

    private static final int TEXT = 0x1;
    private static final int CLOSE = 0x8;
    private static final int PONG = 0xA;
    private static final int LAST = 0x80;
    private static final int LONGEST_HEADER = 10;
    private static final byte[] NOTHING = {};

    static final ServerFrame HEARTBEAT = text("\n", NOTHING);

    private final int opcode;
    private final byte[] head;
    private final byte[] tail;

    private ServerFrame(int opcode, byte[] head, byte[] tail) {
        this.opcode = opcode;
        this.head = head;
        this.tail = tail;
    }

    /** A message to a destination, ready to be put into the frames of all who subscribed to it. */
    static final class Content {

        private final byte[] tail;

        private Content(byte[] tail) {
            this.tail = tail;
        }

        static Content json(String destination, byte[] json) {
            byte[] headers =
                    ("destination:"
                                    + escape(destination)
                                    + "\ncontent-type:application/json;charset=utf-8\ncontent-length:"
                                    + json.length
                                    + "\n\n")
                            .getBytes(UTF_8);
            byte[] tail = Arrays.copyOf(headers, headers.length + json.length + 1);
            System.arraycopy(json, 0, tail, headers.length, json.length);
            return new Content(tail);
        }
    }

    private static ServerFrame text(String head, byte[] tail) {
        return new ServerFrame(TEXT, head.getBytes(UTF_8), tail);
    }

    /** Says that the connection ends, and why. */
    static ServerFrame goodbye(CloseStatus status) {
        byte[] code = {(byte) (status.getCode() >> 8), (byte) status.getCode()};
        return new ServerFrame(CLOSE, code, NOTHING);
    }

    static ServerFrame pong(byte[] payload) {
        return new ServerFrame(PONG, payload, NOTHING);
    }

    /**
     * @param heartbeat what the server can do and wants, in milliseconds
     */
    static ServerFrame connected(String version, long heartbeat) {
        return text(
                "CONNECTED\nversion:"
                        + version
                        + "\nheart-beat:"
                        + heartbeat
                        + ','
                        + heartbeat
                        + "\nserver:parley\n\n\0",
                NOTHING);
    }

    static ServerFrame message(String subscription, long messageId, Content content) {
        return text(
                "MESSAGE\nsubscription:"
                        + escape(subscription)
                        + "\nmessage-id:"
                        + messageId
                        + '\n',
                content.tail);
    }

    static ServerFrame receipt(String receipt) {
        return text("RECEIPT\nreceipt-id:" + escape(receipt) + "\n\n\0", NOTHING);
    }

    static ServerFrame error(String sentence, @Nullable String receipt) {
        String answers = receipt == null ? "" : "receipt-id:" + escape(receipt) + '\n';
        return text("ERROR\nmessage:" + escape(sentence) + '\n' + answers + "\n\0", NOTHING);
    }

    /** Bytes on the wire, at most. */
    int length() {
        return LONGEST_HEADER + head.length + tail.length;
    }

    /** Writes the frame as one of WebSocket, RFC 6455, section 5.2: whole, and unmasked. */
    void writeTo(ByteBuffer wire) {
        int payload = head.length + tail.length;
        wire.put((byte) (LAST | opcode));
        if (payload < 126) {
            wire.put((byte) payload);
        } else if (payload <= 0xFFFF) {
            wire.put((byte) 126).putShort((short) payload);
        } else {
            wire.put((byte) 127).putLong(payload);
        }
        wire.put(head).put(tail);
    }

    private static String escape(String text) {
        StringBuilder escaped = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String escape =
                    switch (c) {
                        case '\n' -> "\\n";
                        case '\r' -> "\\r";
                        case ':' -> "\\c";
                        case '\\' -> "\\\\";
                        default -> null;
                    };
            if (escape != null && escaped == null) {
                escaped = new StringBuilder(text.length() + 8).append(text, 0, i);
            }
            if (escaped != null) {
                if (escape == null) {
                    escaped.append(c);
                } else {
                    escaped.append(escape);
                }
            }
        }
        return escaped == null ? text : escaped.toString();
    }
}
