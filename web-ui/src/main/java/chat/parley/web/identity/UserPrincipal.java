package chat.parley.web.identity;

import chat.parley.api.Actor;
import chat.parley.api.ChatId;

import org.jspecify.annotations.Nullable;

import java.security.Principal;
import java.time.Instant;

/**
 * A user, as the host application vouched for in a widget token.
 *
 * @param userId the host's id of the user; personal
 * @param issuedAt when the host issued the token, null if it does not say
 * @param expiresAt when the token, and every socket opened with it, ends
 */
public record UserPrincipal(
        ChatId chatId,
        String userId,
        @Nullable String name,
        @Nullable String email,
        @Nullable Instant issuedAt,
        Instant expiresAt)
        implements Principal {

    /** Never the host's id: that is free text and could look like an admin's name. */
    @Override
    public String getName() {
        return "user:" + chatId;
    }

    /** The user as the sender of commands. */
    public Actor actor() {
        return Actor.user(chatId, name, email);
    }

    /** Says nothing personal, for this may end in a log. */
    @Override
    public String toString() {
        return getName();
    }
}
