package chat.parley.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;

import java.util.HexFormat;

/**
 * The client's id of a message: a UUID that tells by itself which message it is, so that whoever
 * gets one need not look it up.
 *
 * @param run which load it belongs to
 * @param user which of the users sent it, below 65,536
 * @param number the user's how-many-eth message of this run, from 0
 */
record MessageId(int run, int user, int number) {

    private static final byte[] FIELD = "\"client_message_id\":\"".getBytes(US_ASCII);
    private static final int UUID_LENGTH = 36;

    String uuid() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(run)
                + '-'
                + hex.toHexDigits((short) user)
                + "-4000-8000-"
                + hex.toHexDigits(number, 12);
    }

    /**
     * Finds the id in JSON. It is looked for from the end, where every server puts it.
     *
     * @return null if there is none, or none of a load
     */
    static @Nullable MessageId find(byte[] json, int from, int to) {
        for (int at = to - FIELD.length - UUID_LENGTH; at >= from; at--) {
            if (json[at] == '"' && Bytes.startWith(json, at, FIELD)) {
                int uuid = at + FIELD.length;
                try {
                    return new MessageId(
                            number(json, uuid, 8),
                            number(json, uuid + 9, 4),
                            number(json, uuid + 28, 8));
                } catch (NumberFormatException e) {
                    return null;
                }
            }
        }
        return null;
    }

    private static int number(byte[] json, int from, int digits) {
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            number = number << 4 | HexFormat.fromHexDigit(json[i]);
        }
        return number;
    }
}
