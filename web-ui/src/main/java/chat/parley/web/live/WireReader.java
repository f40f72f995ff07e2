package chat.parley.web.live;

import org.springframework.web.socket.CloseStatus;

import java.nio.ByteBuffer;

/**
 * Takes what a client sends out of its WebSocket frames (RFC 6455, section 5). Text and binary
 * messages are handed on piece by piece as they come, for STOMP has its own beginnings and ends.
 * Not thread-safe.
 */
final class WireReader {

    /** What the frames hold. */
    interface Receiver {

        /** The next bytes of a message; the buffer is used again when this returns. */
        void data(ByteBuffer bytes);

        void ping(byte[] payload);

        void close();
    }

    /** Why a connection cannot go on. */
    static final class Broken extends RuntimeException {

        private final transient CloseStatus status;

        Broken(CloseStatus status) {
            super(status.toString(), null, false, false);
            this.status = status;
        }

        CloseStatus status() {
            return status;
        }
    }

    private static final int CONTINUATION = 0x0;
    private static final int TEXT = 0x1;
    private static final int BINARY = 0x2;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;

    private static final int LONGEST_HEAD = 14;
    private static final int LONGEST_CONTROL = 125;
    private static final byte[] NOTHING = {};

    private final long longestPayload;
    private final byte[] head = new byte[LONGEST_HEAD];
    private int headBytes;

    /** Of the frame whose payload is being read. */
    private boolean inPayload;

    private int opcode;
    private long remaining;
    private int maskOffset;
    private byte[] control = NOTHING;

    /** Whether a message has begun whose last frame is still to come. */
    private boolean inMessage;

    /**
     * @param longestPayload of one frame, in bytes
     */
    WireReader(long longestPayload) {
        this.longestPayload = longestPayload;
    }

    /**
     * @throws Broken if these are no frames of a client, or one is too long
     */
    void read(ByteBuffer bytes, Receiver receiver) {
        while (bytes.hasRemaining() || (inPayload && remaining == 0)) {
            if (inPayload) {
                readPayload(bytes, receiver);
            } else {
                readHead(bytes);
            }
        }
    }

    private void readHead(ByteBuffer bytes) {
        head[headBytes++] = bytes.get();
        if (headBytes < 2 || headBytes < headLength()) {
            return;
        }
        opcode = head[0] & 0x0F;
        remaining = payloadLength();
        boolean last = (head[0] & 0x80) != 0;
        check(last);
        if (isControl()) {
            control = new byte[(int) remaining];
        } else {
            inMessage = !last;
        }
        maskOffset = headBytes - 4;
        inPayload = true;
    }

    /** Known once there are two bytes: the mask's four included. */
    private int headLength() {
        return switch (head[1] & 0x7F) {
            case 126 -> 8;
            case 127 -> LONGEST_HEAD;
            default -> 6;
        };
    }

    private long payloadLength() {
        ByteBuffer lengths = ByteBuffer.wrap(head);
        return switch (head[1] & 0x7F) {
            case 126 -> lengths.getShort(2) & 0xFFFF;
            case 127 -> lengths.getLong(2);
            default -> head[1] & 0x7F;
        };
    }

    private void check(boolean last) {
        boolean reserved = (head[0] & 0x70) != 0;
        boolean masked = (head[1] & 0x80) != 0;
        boolean known =
                switch (opcode) {
                    case CONTINUATION -> inMessage;
                    case TEXT, BINARY -> !inMessage;
                    case CLOSE, PING, PONG -> last && remaining <= LONGEST_CONTROL;
                    default -> false;
                };
        if (reserved || !masked || !known) {
            throw new Broken(CloseStatus.PROTOCOL_ERROR);
        }
        if (remaining < 0 || remaining > longestPayload) {
            throw new Broken(CloseStatus.TOO_BIG_TO_PROCESS);
        }
    }

    private boolean isControl() {
        return opcode >= CLOSE;
    }

    private void readPayload(ByteBuffer bytes, Receiver receiver) {
        int length = (int) Math.min(remaining, bytes.remaining());
        unmask(bytes, length);
        remaining -= length;
        if (isControl()) {
            bytes.get(control, control.length - (int) remaining - length, length);
        } else if (length > 0) {
            receiver.data(bytes.slice(bytes.position(), length));
            bytes.position(bytes.position() + length);
        }
        if (remaining > 0) {
            return;
        }
        inPayload = false;
        headBytes = 0;
        if (opcode == PING) {
            receiver.ping(control);
        } else if (opcode == CLOSE) {
            receiver.close();
        }
    }

    private void unmask(ByteBuffer bytes, int length) {
        long done = payloadLength() - remaining;
        int start = bytes.position();
        for (int i = 0; i < length; i++) {
            byte mask = head[maskOffset + (int) ((done + i) & 3)];
            bytes.put(start + i, (byte) (bytes.get(start + i) ^ mask));
        }
    }
}
