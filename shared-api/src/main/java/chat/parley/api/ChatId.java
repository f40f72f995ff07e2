package chat.parley.api;

import java.util.Optional;
import java.util.UUID;

/**
 * Names the one chat of a user. Made at the edge from the host's user id; nobody can guess one from
 * the other.
 */
public record ChatId(UUID value) {

    /**
     * Reads a UUID, in whatever case and with leading zeros left out, as {@link UUID#fromString}
     * does.
     *
     * @throws IllegalArgumentException if the text is no UUID
     */
    public static ChatId of(String text) {
        return new ChatId(UUID.fromString(text));
    }

    /** The chat whose stream this is; empty if it holds what happened outside of chats. */
    public static Optional<ChatId> ofStream(String stream) {
        try {
            return Optional.of(of(stream)).filter(chat -> chat.toString().equals(stream));
        } catch (IllegalArgumentException noChat) {
            return Optional.empty();
        }
    }

    /** The canonical form of the UUID; it is also the name of the chat's stream in the log. */
    @Override
    public String toString() {
        return value.toString();
    }
}
