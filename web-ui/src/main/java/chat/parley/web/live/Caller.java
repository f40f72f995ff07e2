package chat.parley.web.live;

import chat.parley.api.Actor;
import chat.parley.api.ChatId;
import chat.parley.web.identity.AdminPrincipal;
import chat.parley.web.identity.UserPrincipal;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/** Who is at the other end of a connection. */
final class Caller {

    /** The same as at the verification: a token that was accepted is not refused at once. */
    private static final Duration CLOCK_LEEWAY = Duration.ofSeconds(30);

    private final String name;
    private final Actor actor;
    private final @Nullable ChatId chat;
    private final @Nullable Instant until;
    private final @Nullable String httpSession;

    private Caller(
            String name,
            Actor actor,
            @Nullable ChatId chat,
            @Nullable Instant until,
            @Nullable String httpSession) {
        this.name = name;
        this.actor = actor;
        this.chat = chat;
        this.until = until;
        this.httpSession = httpSession;
    }

    static Caller user(UserPrincipal user) {
        return new Caller(
                user.getName(),
                user.actor(),
                user.chatId(),
                user.expiresAt().plus(CLOCK_LEEWAY),
                null);
    }

    static Caller admin(AdminPrincipal admin, String httpSession) {
        return new Caller(admin.getName(), admin.actor(), null, null, httpSession);
    }

    /** Unique among users and admins. */
    String name() {
        return name;
    }

    Actor actor() {
        return actor;
    }

    /** Whether this is the user whose chat it is. */
    boolean owns(ChatId chatId) {
        return chatId.equals(chat);
    }

    /** When the connection ends, if that is known. */
    @Nullable Instant until() {
        return until;
    }

    /** The sign-in that the connection ends with. */
    @Nullable String httpSession() {
        return httpSession;
    }
}
