package chat.parley.benchmarks.load;

import java.nio.ByteBuffer;

/** Writes the frames of a WebSocket client (RFC 6455, section 5): unfragmented and masked. */
final class FrameEncoder {

    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int LONGEST_HEAD = 14;

    private FrameEncoder() {}

    /** A frame, ready to be written. */
    static ByteBuffer encode(int opcode, byte[] payload, int maskingKey) {
        ByteBuffer frame = ByteBuffer.allocate(LONGEST_HEAD + payload.length);
        frame.put((byte) (FINAL | opcode));
        if (payload.length < 126) {
            frame.put((byte) (MASKED | payload.length));
        } else if (payload.length <= 0xFFFF) {
            frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (MASKED | 127)).putLong(payload.length);
        }
        frame.putInt(maskingKey);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ maskingKey >>> (24 - 8 * (i & 3))));
        }
        return frame.flip();
    }
}
