package chat.parley.web.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.parley.web.live.FrameReader.FrameTooLarge;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class FrameReaderTest {

    private static final String SEND = "SEND\ndestination:/app/a\n\nhällo 🙂\0";

    private final FrameReader reader = new FrameReader(256);

    @Test
    void readsCommandHeadersAndBody() {
        assertThat(read(SEND))
                .containsExactly(
                        new StompFrame("SEND", Map.of("destination", "/app/a"), "hällo 🙂"));
    }

    @Test
    void readsEveryFrameOfOneMessage() {
        assertThat(read(SEND + "\n\r\n" + SEND + "\n" + "DISCONNECT\n\n\0"))
                .extracting(StompFrame::command)
                .containsExactly("SEND", "SEND", "DISCONNECT");
    }

    @Test
    void readsAFrameThatComesByteByByte() {
        List<StompFrame> frames = new ArrayList<>();
        for (byte b : (SEND + SEND).getBytes(UTF_8)) {
            frames.addAll(read(new byte[] {b}));
        }
        assertThat(frames).hasSize(2).allMatch(frame -> frame.body().equals("hällo 🙂"));
    }

    @Test
    void takesHeartbeatsForNoFrame() {
        assertThat(read("\n")).isEmpty();
        assertThat(read("\r\n\n")).isEmpty();
        assertThat(reader.isAmidFrame()).isFalse();
    }

    @Test
    void readsLineEndsWithCarriageReturns() {
        assertThat(read("SEND\r\ndestination:/app/a\r\n\r\nx\0"))
                .containsExactly(new StompFrame("SEND", Map.of("destination", "/app/a"), "x"));
    }

    @Test
    void readsABodyWithANulIfTheLengthIsGiven() {
        assertThat(read("SEND\ncontent-length:3\n\na\0b\0").getFirst().body()).isEqualTo("a\0b");
    }

    @Test
    void unescapesHeaders() {
        assertThat(read("SUBSCRIBE\nid:a\\cb\\\\c\\nd\\re\n\n\0").getFirst().header("id"))
                .isEqualTo("a:b\\c\nd\re");
    }

    @Test
    void leavesTheHeadersOfConnectAsTheyAre() {
        assertThat(read("CONNECT\npasscode:a\\cb:c\n\n\0").getFirst().header("passcode"))
                .isEqualTo("a\\cb:c");
    }

    @Test
    void letsTheFirstOfRepeatedHeadersCount() {
        assertThat(read("SEND\na:1\na:2\n\n\0").getFirst().header("a")).isEqualTo("1");
    }

    @Test
    void knowsThatAFrameIsNotComplete() {
        assertThat(read("SEND\ndestination:/app/a\n\nhal")).isEmpty();
        assertThat(reader.isAmidFrame()).isTrue();
        assertThat(read("lo\0")).hasSize(1);
        assertThat(reader.isAmidFrame()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"hello\"}",
                "HELO\n\n\0",
                "send\n\n\0",
                "SENDALL",
                "MESSAGE\n\n\0",
                "SEND\0",
                "SEND\nno colon\n\n\0",
                "SEND\n:no name\n\n\0",
                "SEND\na:\\t\n\n\0",
                "SEND\na:\\\n\n\0",
                "SEND\ncontent-length:two\n\nab\0",
                "SEND\ncontent-length:-1\n\nab\0",
                "SEND\ncontent-length:1\n\nab\0",
                "SUBSCRIBE\nid:1\n\nbody\0"
            })
    void refusesWhatIsNoStomp(String text) {
        assertThatExceptionOfType(StompFailure.class).isThrownBy(() -> read(text));
    }

    @Test
    void refusesWhatIsNoUtf8() {
        byte[] frame = "SEND\n\n?\0".getBytes(UTF_8);
        frame[6] = (byte) 0xff;
        assertThatExceptionOfType(StompFailure.class).isThrownBy(() -> read(frame));
    }

    @Test
    void handsOutTheFramesBeforeAMalformedOne() {
        reader.append(ByteBuffer.wrap((SEND + "HELO\n\n\0").getBytes(UTF_8)));
        assertThat(reader.next()).isNotNull();
        assertThatExceptionOfType(StompFailure.class).isThrownBy(reader::next);
    }

    @Test
    void readsTheLongestFrameAllowed() {
        String frame = "SEND\n\n" + "x".repeat(249) + "\0";
        assertThat(read(frame + frame)).hasSize(2);
    }

    @Test
    void refusesALongerFrame() {
        assertThatExceptionOfType(FrameTooLarge.class)
                .isThrownBy(() -> read("SEND\n\n" + "x".repeat(250) + "\0"));
    }

    @Test
    void refusesALongerFrameBeforeItIsComplete() {
        assertThatExceptionOfType(FrameTooLarge.class)
                .isThrownBy(() -> read("SEND\n\n" + "x".repeat(251)));
    }

    @Test
    void refusesAFrameThatSaysItWillBeLonger() {
        assertThatExceptionOfType(FrameTooLarge.class)
                .isThrownBy(() -> read("SEND\ncontent-length:257\n\n"));
    }

    private List<StompFrame> read(String text) {
        return read(text.getBytes(UTF_8));
    }

    private List<StompFrame> read(byte[] bytes) {
        reader.append(ByteBuffer.wrap(bytes));
        List<StompFrame> frames = new ArrayList<>();
        for (StompFrame frame = reader.next(); frame != null; frame = reader.next()) {
            frames.add(frame);
        }
        return frames;
    }
}
