package chat.parley.benchmarks.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Cuts what a WebSocket server sends into messages (RFC 6455, section 5). Messages are handed on
 * where they lie, without a copy, unless they came in fragments. Not thread-safe.
 */
final class FrameDecoder {

    /** Is told what has arrived; ranges are valid during the call only. */
    interface Receiver {

        /** A whole message, text or binary. */
        void message(byte[] bytes, int from, int to) throws IOException;

        void ping(byte[] payload) throws IOException;

        /**
         * The server says goodbye.
         *
         * @param code 1005 if it gives none
         */
        void close(int code) throws IOException;
    }

    private static final int NO_CODE = 1005;
    private static final int INCOMPLETE = -1;

    private final ByteArrayOutputStream fragments = new ByteArrayOutputStream(0);

    /**
     * Decodes all frames that are complete.
     *
     * @return where the first incomplete frame begins
     */
    int decode(byte[] bytes, int from, int to, Receiver receiver) throws IOException {
        int at = from;
        for (int next = frame(bytes, at, to, receiver);
                next != INCOMPLETE;
                next = frame(bytes, at, to, receiver)) {
            at = next;
        }
        return at;
    }

    private int frame(byte[] bytes, int at, int to, Receiver receiver) throws IOException {
        if (to - at < 2) {
            return INCOMPLETE;
        }
        if ((bytes[at + 1] & 0x80) != 0) {
            throw new IOException("A server must not mask its frames.");
        }
        int shortLength = bytes[at + 1] & 0x7F;
        int payload = at + 2 + (shortLength == 127 ? 8 : shortLength == 126 ? 2 : 0);
        if (payload > to) {
            return INCOMPLETE;
        }
        long length =
                switch (shortLength) {
                    case 126 -> ByteBuffer.wrap(bytes).getShort(at + 2) & 0xFFFF;
                    case 127 -> ByteBuffer.wrap(bytes).getLong(at + 2);
                    default -> shortLength;
                };
        if (length < 0 || length > to - payload) {
            return INCOMPLETE;
        }
        int end = payload + (int) length;
        handle((bytes[at] & 0x80) != 0, bytes[at] & 0x0F, bytes, payload, end, receiver);
        return end;
    }

    private void handle(boolean last, int opcode, byte[] bytes, int from, int to, Receiver receiver)
            throws IOException {
        switch (opcode) {
            case FrameEncoder.CONTINUATION, FrameEncoder.TEXT, FrameEncoder.BINARY -> {
                if (last && fragments.size() == 0) {
                    receiver.message(bytes, from, to);
                    return;
                }
                fragments.write(bytes, from, to - from);
                if (last) {
                    byte[] whole = fragments.toByteArray();
                    fragments.reset();
                    receiver.message(whole, 0, whole.length);
                }
            }
            case FrameEncoder.CLOSE ->
                    receiver.close(
                            to - from < 2
                                    ? NO_CODE
                                    : ByteBuffer.wrap(bytes).getShort(from) & 0xFFFF);
            case FrameEncoder.PING -> receiver.ping(Arrays.copyOfRange(bytes, from, to));
            case FrameEncoder.PONG -> {}
            default -> throw new IOException("No frame has the opcode " + opcode + ".");
        }
    }
}
