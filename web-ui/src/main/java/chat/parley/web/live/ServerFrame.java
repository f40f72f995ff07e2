package chat.parley.web.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * A frame to a client. Its tail is shared by all who get the same message, so that one message to a
 * thousand readers lies in memory once.
 */
record ServerFrame(String head, String tail) {

    static final ServerFrame HEARTBEAT = new ServerFrame("\n", "");

    /** A message to a destination, ready to be put into the frames of all who subscribed to it. */
    record Content(String tail) {
        static Content json(String destination, String json) {
            return new Content(
                    "destination:"
                            + escape(destination)
                            + "\ncontent-type:application/json;charset=utf-8\ncontent-length:"
                            + json.getBytes(UTF_8).length
                            + "\n\n"
                            + json
                            + '\0');
        }
    }

    /**
     * @param heartbeat what the server can do and wants, in milliseconds
     */
    static ServerFrame connected(String version, long heartbeat) {
        return new ServerFrame(
                "CONNECTED\nversion:"
                        + version
                        + "\nheart-beat:"
                        + heartbeat
                        + ','
                        + heartbeat
                        + "\nserver:parley\n\n\0",
                "");
    }

    static ServerFrame message(String subscription, long messageId, Content content) {
        return new ServerFrame(
                "MESSAGE\nsubscription:"
                        + escape(subscription)
                        + "\nmessage-id:"
                        + messageId
                        + '\n',
                content.tail());
    }

    static ServerFrame receipt(String receipt) {
        return new ServerFrame("RECEIPT\nreceipt-id:" + escape(receipt) + "\n\n\0", "");
    }

    static ServerFrame error(String sentence, @Nullable String receipt) {
        String answers = receipt == null ? "" : "receipt-id:" + escape(receipt) + '\n';
        return new ServerFrame("ERROR\nmessage:" + escape(sentence) + '\n' + answers + "\n\0", "");
    }

    int length() {
        return head.length() + tail.length();
    }

    String text() {
        return head.concat(tail);
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
