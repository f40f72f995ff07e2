package chat.parley.api;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * Whose doing a command or an event is, as they were at that moment.
 *
 * @param type on which side of the chat the actor stands
 * @param id the chat's id for a user, the account's UUID for an admin, a plain word for the system
 * @param name the name shown beside messages; personal
 * @param email personal
 */
public record Actor(Type type, String id, @Nullable String name, @Nullable String email) {

    /** The sides of a chat, and Parley itself. */
    public enum Type {
        USER,
        ADMIN,
        SYSTEM
    }

    /** Parley itself. */
    public static final Actor SYSTEM = new Actor(Type.SYSTEM, "parley", null, null);

    /** The user whom the chat belongs to. */
    public static Actor user(ChatId chat, @Nullable String name, @Nullable String email) {
        return new Actor(Type.USER, chat.toString(), name, email);
    }

    /** A member of the support staff. */
    public static Actor admin(UUID id, @Nullable String name, @Nullable String email) {
        return new Actor(Type.ADMIN, id.toString(), name, email);
    }
}
