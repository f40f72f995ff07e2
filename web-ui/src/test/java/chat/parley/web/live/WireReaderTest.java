package chat.parley.web.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.socket.CloseStatus;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The frames of RFC 6455, section 5, as clients send them. */
class WireReaderTest {

    private static final int LAST = 0x80;
    private static final int MASKED = 0x80;
    private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};

    private final WireReader reader = new WireReader(70_000);
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final List<String> heard = new ArrayList<>();

    private final WireReader.Receiver receiver =
            new WireReader.Receiver() {
                @Override
                public void data(ByteBuffer bytes) {
                    while (bytes.hasRemaining()) {
                        data.write(bytes.get());
                    }
                }

                @Override
                public void ping(byte[] payload) {
                    heard.add("ping " + new String(payload, UTF_8));
                }

                @Override
                public void close() {
                    heard.add("close");
                }
            };

    @Test
    void theExampleOfTheStandardSaysHello() {
        read(
                new byte[] {
                    (byte) 0x81,
                    (byte) 0x85,
                    0x37,
                    (byte) 0xfa,
                    0x21,
                    0x3d,
                    0x7f,
                    (byte) 0x9f,
                    0x4d,
                    0x51,
                    0x58
                });

        assertThat(data()).isEqualTo("Hello");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, 70_000})
    void payloadsOfEveryLengthComeThrough(int length) {
        read(frame(LAST | 0x1, "x".repeat(length)));
        read(frame(LAST | 0x2, "!"));

        assertThat(data()).isEqualTo("x".repeat(length) + "!");
    }

    @Test
    void bytesMayComeOneByOne() {
        for (byte b : frame(LAST | 0x1, "Grüße 😀")) {
            read(new byte[] {b});
        }
        for (byte b : frame(LAST | 0x9, "")) {
            read(new byte[] {b});
        }

        assertThat(data()).isEqualTo("Grüße 😀");
        assertThat(heard).containsExactly("ping ");
    }

    @Test
    void manyFramesMayComeAtOnceAndControlFramesInBetween() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(frame(0x1, "one "));
        all.writeBytes(frame(LAST | 0x9, "there?"));
        all.writeBytes(frame(0x0, "two "));
        all.writeBytes(frame(LAST | 0xA, "unasked"));
        all.writeBytes(frame(LAST | 0x0, "three"));
        all.writeBytes(frame(LAST | 0x8, "\u0003\u00e8"));

        read(all.toByteArray());

        assertThat(data()).isEqualTo("one two three");
        assertThat(heard).containsExactly("ping there?", "close");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                LAST | 0x0, // goes on with nothing
                LAST | 0x3, // not defined
                LAST | 0xB,
                0x8, // a control frame in parts
                0x9,
                LAST | 0x40 | 0x1, // an extension that was not agreed on
            })
    void whatTheStandardForbidsBreaksTheConnection(int first) {
        assertBroken(frame(first, "x"), CloseStatus.PROTOCOL_ERROR);
    }

    @Test
    void aNewMessageInsideOfAnotherBreaksTheConnection() {
        read(frame(0x1, "one"));

        assertBroken(frame(LAST | 0x1, "two"), CloseStatus.PROTOCOL_ERROR);
    }

    @Test
    void aFrameWithoutMaskBreaksTheConnection() {
        assertBroken(new byte[] {(byte) (LAST | 0x1), 1, 'x', 0, 0, 0}, CloseStatus.PROTOCOL_ERROR);
    }

    @Test
    void aLongControlFrameBreaksTheConnection() {
        assertBroken(frame(LAST | 0x9, "x".repeat(126)), CloseStatus.PROTOCOL_ERROR);
    }

    @Test
    void aFrameThatIsTooLongIsRefusedBeforeItIsThere() {
        byte[] whole = frame(LAST | 0x1, "x".repeat(70_001));
        byte[] head = new byte[14];
        System.arraycopy(whole, 0, head, 0, head.length);

        assertBroken(head, CloseStatus.TOO_BIG_TO_PROCESS);
        assertThat(data()).isEmpty();
    }

    @Test
    void aLengthBeyondAllNumbersIsTooLong() {
        byte[] head = {
            (byte) (LAST | 0x1), (byte) 0xFF, -1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0
        };

        assertBroken(head, CloseStatus.TOO_BIG_TO_PROCESS);
    }

    private void assertBroken(byte[] bytes, CloseStatus status) {
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOfSatisfying(
                        WireReader.Broken.class,
                        broken -> assertThat(broken.status()).isEqualTo(status));
    }

    private void read(byte[] bytes) {
        reader.read(ByteBuffer.wrap(bytes), receiver);
    }

    private String data() {
        return data.toString(UTF_8);
    }

    private static byte[] frame(int first, String payload) {
        byte[] bytes = payload.getBytes(UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(14 + bytes.length);
        frame.put((byte) first);
        if (bytes.length < 126) {
            frame.put((byte) (MASKED | bytes.length));
        } else if (bytes.length <= 0xFFFF) {
            frame.put((byte) (MASKED | 126)).putShort((short) bytes.length);
        } else {
            frame.put((byte) (MASKED | 127)).putLong(bytes.length);
        }
        frame.put(MASK);
        for (int i = 0; i < bytes.length; i++) {
            frame.put((byte) (bytes[i] ^ MASK[i & 3]));
        }
        byte[] result = new byte[frame.flip().remaining()];
        frame.get(result);
        return result;
    }
}
