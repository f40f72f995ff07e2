package chat.parley.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class FrameCodingTest {

    private final FrameDecoder decoder = new FrameDecoder();
    private final Heard heard = new Heard();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536})
    void aMaskedFrameOfAnyLengthIsReadByAServer(int length) throws IOException {
        byte[] payload = "x".repeat(length).getBytes(StandardCharsets.UTF_8);

        ByteBuffer frame = FrameEncoder.encode(FrameEncoder.TEXT, payload, 0x1234_5678);

        DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(frame.array(), 0, frame.limit()));
        assertThat(EchoServer.readFrame(in)).isEqualTo(payload);
        assertThat(in.read()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536})
    void aMessageOfAnyLengthIsHeardWhole(int length) throws IOException {
        String text = "y".repeat(length);

        decodeInPieces(frame(true, FrameEncoder.TEXT, text), Integer.MAX_VALUE);

        assertThat(heard.messages).containsExactly(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100})
    void framesMayArriveInPieces(int size) throws IOException {
        decodeInPieces(
                concat(
                        frame(true, FrameEncoder.TEXT, "one"),
                        frame(true, FrameEncoder.BINARY, "two".repeat(60)),
                        frame(true, FrameEncoder.TEXT, "")),
                size);

        assertThat(heard.messages).containsExactly("one", "two".repeat(60), "");
    }

    @Test
    void aFragmentedMessageIsHeardOnceItIsWholeAndAPingBetweenAtOnce() throws IOException {
        decodeInPieces(
                concat(
                        frame(false, FrameEncoder.TEXT, "Hel"),
                        frame(true, FrameEncoder.PING, "?"),
                        frame(false, FrameEncoder.CONTINUATION, "l"),
                        frame(true, FrameEncoder.CONTINUATION, "o"),
                        frame(true, FrameEncoder.TEXT, "next")),
                4);

        assertThat(heard.messages).containsExactly("ping ?", "Hello", "next");
    }

    @Test
    void theCodeOfACloseIsHeard() throws IOException {
        byte[] code = ByteBuffer.allocate(2).putShort((short) 1013).array();

        decodeInPieces(
                concat(frame(true, FrameEncoder.CLOSE, code), frame(true, FrameEncoder.CLOSE, "")),
                Integer.MAX_VALUE);

        assertThat(heard.messages).containsExactly("close 1013", "close 1005");
    }

    @Test
    void aMaskedFrameOfAServerIsRefused() {
        ByteBuffer frame = FrameEncoder.encode(FrameEncoder.TEXT, new byte[1], 1);

        assertThatThrownBy(() -> decoder.decode(frame.array(), 0, frame.limit(), heard))
                .isInstanceOf(IOException.class);
    }

    private void decodeInPieces(byte[] bytes, int size) throws IOException {
        int from = 0;
        for (int to = Math.min(size, bytes.length);
                from < bytes.length;
                to = (int) Math.min((long) to + size, bytes.length)) {
            from = decoder.decode(bytes, from, to, heard);
        }
    }

    private static byte[] frame(boolean last, int opcode, String text) {
        return frame(last, opcode, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] frame(boolean last, int opcode, byte[] payload) {
        byte[] frame = EchoServer.frame(opcode, payload);
        if (!last) {
            frame[0] &= 0x7F;
        }
        return frame;
    }

    private static byte[] concat(byte[]... frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            all.writeBytes(frame);
        }
        return all.toByteArray();
    }

    private static final class Heard implements FrameDecoder.Receiver {

        final List<String> messages = new ArrayList<>();

        @Override
        public void message(byte[] bytes, int from, int to) {
            messages.add(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        }

        @Override
        public void ping(byte[] payload) {
            messages.add("ping " + new String(payload, StandardCharsets.UTF_8));
        }

        @Override
        public void close(int code) {
            messages.add("close " + code);
        }
    }
}
