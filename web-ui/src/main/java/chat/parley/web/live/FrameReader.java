package chat.parley.web.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Cuts the bytes of one connection into STOMP 1.2 frames. A frame may be spread over messages in
 * any way; every byte is looked at once, however small the pieces are. Keeps no memory between
 * frames. Not thread-safe.
 */
final class FrameReader {

    private static final List<String> CLIENT_COMMANDS =
            List.of(
                    "CONNECT",
                    "STOMP",
                    "SEND",
                    "SUBSCRIBE",
                    "UNSUBSCRIBE",
                    "ACK",
                    "NACK",
                    "BEGIN",
                    "COMMIT",
                    "ABORT",
                    "DISCONNECT");
    private static final Pattern DIGITS = Pattern.compile("\\d{1,18}");
    private static final byte[] NOTHING = {};

    /** The connection sent a frame, complete or not, that is longer than allowed. */
    static final class FrameTooLarge extends RuntimeException {
        FrameTooLarge() {
            super("A frame is too large.", null, false, false);
        }
    }

    /** The part of a frame before its body. */
    private record Head(String command, Map<String, String> headers, int length, int bodyLength) {
        static final int UNTIL_NUL = -1;
    }

    private final int maxFrameBytes;
    private byte[] buffer = NOTHING;

    /** Where the frame being read begins, and where the bytes that came end. */
    private int start;

    private int end;

    /** How many bytes of the frame were searched in vain. */
    private int searched;

    private @Nullable Head head;

    FrameReader(int maxFrameBytes) {
        this.maxFrameBytes = maxFrameBytes;
    }

    /** Takes what came; {@link #next} hands out the frames in it. */
    void append(ByteBuffer bytes) {
        int length = bytes.remaining();
        if (end + length > buffer.length) {
            byte[] roomier =
                    end - start + length > buffer.length
                            ? new byte[Math.max(end - start + length, 2 * buffer.length)]
                            : buffer;
            System.arraycopy(buffer, start, roomier, 0, end - start);
            end -= start;
            start = 0;
            buffer = roomier;
        }
        bytes.get(buffer, end, length);
        end += length;
    }

    /** Whether a frame has begun and is not complete. */
    boolean isAmidFrame() {
        return end > start;
    }

    /**
     * The next complete frame, or null if more bytes are needed. Line ends between frames, which
     * are heartbeats, are passed over.
     *
     * @throws StompFailure if what came is no STOMP
     * @throws FrameTooLarge if the frame has too many bytes
     */
    @Nullable StompFrame next() {
        if (head == null) {
            skipLineEnds();
            head = readHead();
        }
        int bodyLength = head == null ? -1 : findBodyLength(head);
        if (head == null || bodyLength < 0) {
            checkSize(end - start);
            if (!isAmidFrame()) {
                buffer = NOTHING;
                start = 0;
                end = 0;
            }
            return null;
        }
        int length = head.length + bodyLength + 1;
        checkSize(length);
        if (bodyLength > 0 && !head.command.equals("SEND")) {
            throw StompFailure.malformed(head.command + " has no body.");
        }
        StompFrame frame =
                new StompFrame(head.command, head.headers, text(head.length, bodyLength));
        start += length;
        searched = 0;
        head = null;
        return frame;
    }

    private void checkSize(int bytes) {
        if (bytes > maxFrameBytes) {
            throw new FrameTooLarge();
        }
    }

    private void skipLineEnds() {
        while (searched == 0 && start < end && (buffer[start] == '\n' || buffer[start] == '\r')) {
            start++;
        }
    }

    private @Nullable Head readHead() {
        int length = end - start;
        for (; searched < length; searched++) {
            byte b = at(searched);
            if (b == 0) {
                throw StompFailure.malformed("A frame has no empty line after its headers.");
            }
            if (b == '\n' && endsEmptyLine(searched)) {
                searched++;
                return parseHead(text(0, searched));
            }
        }
        checkCommand(length);
        return null;
    }

    private boolean endsEmptyLine(int lineFeed) {
        int before = lineFeed - 1;
        if (before > 0 && at(before) == '\r') {
            before--;
        }
        return before >= 0 && at(before) == '\n';
    }

    /** Refuses what is no STOMP before its end is in sight: that end may never come. */
    private void checkCommand(int length) {
        int line = 0;
        while (line < length && at(line) != '\n' && at(line) != '\r') {
            line++;
        }
        boolean whole = line < length;
        String begun = new String(buffer, start, Math.min(line, 16), UTF_8);
        if (CLIENT_COMMANDS.stream()
                .noneMatch(known -> whole ? known.equals(begun) : known.startsWith(begun))) {
            throw StompFailure.malformed("This is no STOMP frame.");
        }
    }

    private Head parseHead(String text) {
        int lineEnd = text.indexOf('\n');
        String command = line(text, 0, lineEnd);
        if (!CLIENT_COMMANDS.contains(command)) {
            throw StompFailure.malformed("This is no STOMP frame.");
        }
        // The frames that open a connection are not escaped, for the sake of STOMP 1.0.
        boolean escaped = !command.equals("CONNECT") && !command.equals("STOMP");
        Map<String, String> headers = new HashMap<>();
        for (int start = lineEnd + 1; ; start = lineEnd + 1) {
            lineEnd = text.indexOf('\n', start);
            String line = line(text, start, lineEnd);
            if (line.isEmpty()) {
                return new Head(command, headers, searched, bodyLength(headers));
            }
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw StompFailure.malformed("A header is not of the form 'name:value'.");
            }
            String name = line.substring(0, colon);
            String value = line.substring(colon + 1);
            headers.putIfAbsent(escaped ? unescape(name) : name, escaped ? unescape(value) : value);
        }
    }

    private static String line(String text, int start, int lineFeed) {
        boolean returned = lineFeed > start && text.charAt(lineFeed - 1) == '\r';
        return text.substring(start, returned ? lineFeed - 1 : lineFeed);
    }

    private int bodyLength(Map<String, String> headers) {
        String contentLength = headers.get("content-length");
        if (contentLength == null) {
            return Head.UNTIL_NUL;
        }
        if (!DIGITS.matcher(contentLength).matches()) {
            throw StompFailure.malformed("The content-length is no number.");
        }
        if (Long.parseLong(contentLength) > maxFrameBytes) {
            throw new FrameTooLarge();
        }
        return Integer.parseInt(contentLength);
    }

    private static String unescape(String text) {
        int backslash = text.indexOf('\\');
        if (backslash < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length()).append(text, 0, backslash);
        int i = backslash;
        while (i < text.length()) {
            char c = text.charAt(i++);
            plain.append(c == '\\' ? escaped(i < text.length() ? text.charAt(i++) : ' ') : c);
        }
        return plain.toString();
    }

    private static char escaped(char code) {
        return switch (code) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 'c' -> ':';
            case '\\' -> '\\';
            default -> throw StompFailure.malformed("A header has an unknown escape.");
        };
    }

    private int findBodyLength(Head begun) {
        int length = end - start;
        if (begun.bodyLength == Head.UNTIL_NUL) {
            for (; searched < length; searched++) {
                if (at(searched) == 0) {
                    return searched - begun.length;
                }
            }
            return -1;
        }
        int nul = begun.length + begun.bodyLength;
        if (nul >= length) {
            return -1;
        }
        if (at(nul) != 0) {
            throw StompFailure.malformed("A frame does not end where its content-length says.");
        }
        return begun.bodyLength;
    }

    private byte at(int offset) {
        return buffer[start + offset];
    }

    private String text(int offset, int length) {
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(buffer, start + offset, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw StompFailure.malformed("A frame is not in UTF-8.");
        }
    }
}
