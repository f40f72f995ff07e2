package chat.parley.web.live;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * A frame that a client sent.
 *
 * @param headers unescaped; of a repeated header the first counts
 */
record StompFrame(String command, Map<String, String> headers, String body) {

    @Nullable String header(String name) {
        return headers.get(name);
    }

    /**
     * @throws StompFailure if the frame lacks the header
     */
    String required(String name) {
        String value = headers.get(name);
        if (value == null || value.isEmpty()) {
            throw StompFailure.malformed(command + " needs the header '" + name + "'.");
        }
        return value;
    }

    /** The answer that the sender asked for, if it did. */
    @Nullable String receipt() {
        return headers.get("receipt");
    }
}
