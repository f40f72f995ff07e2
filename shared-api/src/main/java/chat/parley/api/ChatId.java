package chat.parley.api;

import java.util.UUID;

/**
 * Names the one chat of a user. Made at the edge from the host's user id; nobody can guess one from
 * the other.
 */
public record ChatId(UUID value) {

    /**
     * Reads the canonical form.
     *
     * @throws IllegalArgumentException if the text is no UUID
     */
    public static ChatId of(String text) {
        return new ChatId(UUID.fromString(text));
    }

    /** The canonical form of the UUID; it is also the name of the chat's stream in the log. */
    @Override
    public String toString() {
        return value.toString();
    }
}
