package chat.parley.log;

import chat.parley.api.Actor;
import chat.parley.api.AdminEvent;
import chat.parley.api.ChatEvent;
import chat.parley.api.ChatId;
import chat.parley.api.Event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** One event of each type, as the golden files hold it, and what is left of it after an erasure. */
final class ExampleEvents {

    record Example(Event event, Event erased) {

        static Example nothingPersonal(Event event) {
            return new Example(event, event);
        }
    }

    static final String CORRELATION_ID = "a7e0c6b1-1d2e-4f3a-9b4c-5d6e7f8a9b0c";
    static final String CAUSATION_ID = "b8f1d7c2-2e3f-4a4b-8c5d-6e7f8a9b0c1d";

    private static final ChatId CHAT = ChatId.of("6f1c2f9e-3f0a-4b4e-9c55-0d6a3e0f7a11");
    private static final UUID ADMIN = UUID.fromString("0b8f9a2c-7d41-4c1e-8a57-5b1d2c3e4f60");
    private static final Instant AT = Instant.parse("2026-11-22T10:15:30.123Z");
    private static final Instant DETAILS_AS_OF = Instant.parse("2026-11-22T10:15:00Z");

    private static final Actor ADA = Actor.user(CHAT, "Ada Lovelace", "ada@example.com");
    private static final Actor SOME_USER = Actor.user(CHAT, null, null);
    private static final Actor GRACE = Actor.admin(ADMIN, "Grace", "grace@example.com");
    private static final Actor SOME_ADMIN = Actor.admin(ADMIN, null, null);

    static final List<Example> ALL =
            List.of(
                    new Example(
                            new ChatEvent.ChatStarted(
                                    CHAT,
                                    ADA,
                                    AT,
                                    "ada",
                                    "Ada Lovelace",
                                    "ada@example.com",
                                    DETAILS_AS_OF),
                            new ChatEvent.ChatStarted(
                                    CHAT, SOME_USER, AT, null, null, null, DETAILS_AS_OF)),
                    new Example(
                            new ChatEvent.UserDetailsChanged(
                                    CHAT,
                                    ADA,
                                    AT,
                                    "Ada King",
                                    "ada.king@example.com",
                                    DETAILS_AS_OF),
                            new ChatEvent.UserDetailsChanged(
                                    CHAT, SOME_USER, AT, null, null, DETAILS_AS_OF)),
                    new Example(
                            message(GRACE, "Grüße 👋, \"quoted\" & <b>bold</b>\nnew line"),
                            message(SOME_ADMIN, null)),
                    new Example(
                            new ChatEvent.MessagesRead(CHAT, ADA, AT, 7),
                            new ChatEvent.MessagesRead(CHAT, SOME_USER, AT, 7)),
                    new Example(
                            new ChatEvent.ChatViewed(CHAT, GRACE, AT, 7),
                            new ChatEvent.ChatViewed(CHAT, SOME_ADMIN, AT, 7)),
                    new Example(
                            new ChatEvent.ChatArchived(CHAT, GRACE, AT),
                            new ChatEvent.ChatArchived(CHAT, SOME_ADMIN, AT)),
                    new Example(
                            new ChatEvent.ChatRestored(CHAT, ADA, AT, true),
                            new ChatEvent.ChatRestored(CHAT, SOME_USER, AT, true)),
                    Example.nothingPersonal(
                            new ChatEvent.ReplyEmailRequested(CHAT, Actor.SYSTEM, AT, 7, 7, 9)),
                    Example.nothingPersonal(
                            new ChatEvent.ReplyEmailSkipped(
                                    CHAT, Actor.SYSTEM, AT, 7, ChatEvent.SkipReason.NO_ADDRESS)),
                    Example.nothingPersonal(
                            new ChatEvent.ReplyEmailAttempted(CHAT, Actor.SYSTEM, AT, 7, 2)),
                    Example.nothingPersonal(
                            new ChatEvent.ReplyEmailSent(CHAT, Actor.SYSTEM, AT, 7, 2)),
                    Example.nothingPersonal(
                            new ChatEvent.ReplyEmailFailed(
                                    CHAT,
                                    Actor.SYSTEM,
                                    AT,
                                    7,
                                    2,
                                    ChatEvent.FailReason.UNREACHABLE,
                                    false)),
                    Example.nothingPersonal(
                            new ChatEvent.ReplyEmailUnknown(CHAT, Actor.SYSTEM, AT, 7, 2)),
                    new Example(
                            new ChatEvent.ChatErased(CHAT, GRACE, AT),
                            new ChatEvent.ChatErased(CHAT, SOME_ADMIN, AT)),
                    new Example(
                            new AdminEvent.AdminSignedIn(GRACE, AT),
                            new AdminEvent.AdminSignedIn(SOME_ADMIN, AT)),
                    new Example(
                            new AdminEvent.AdminSignedOut(GRACE, AT),
                            new AdminEvent.AdminSignedOut(SOME_ADMIN, AT)),
                    Example.nothingPersonal(
                            new AdminEvent.AdminSignInFailed(Actor.SYSTEM, AT, ADMIN, 3)),
                    new Example(
                            new AdminEvent.EventsExported(
                                    GRACE, AT, "csv", "actor=ada%40example.com"),
                            new AdminEvent.EventsExported(SOME_ADMIN, AT, "csv", null)),
                    new Example(
                            new AdminEvent.PersonExported(GRACE, AT, CHAT, "html"),
                            new AdminEvent.PersonExported(SOME_ADMIN, AT, CHAT, "html")),
                    new Example(
                            new AdminEvent.ReadModelRebuildRequested(GRACE, AT, "inbox"),
                            new AdminEvent.ReadModelRebuildRequested(SOME_ADMIN, AT, "inbox")),
                    new Example(
                            new AdminEvent.ParkedChatRetried(GRACE, AT, "inbox", CHAT),
                            new AdminEvent.ParkedChatRetried(SOME_ADMIN, AT, "inbox", CHAT)),
                    Example.nothingPersonal(
                            new AdminEvent.ChatParked(
                                    Actor.SYSTEM, AT, "inbox", CHAT, 4, "SQLState 22021")));

    private ExampleEvents() {}

    private static ChatEvent message(Actor by, String content) {
        return new ChatEvent.MessageSent(
                CHAT,
                by,
                AT,
                UUID.fromString("3d9f2c2e-52b4-4a8e-9e11-77c1f0a6d201"),
                7,
                content,
                UUID.fromString("c2a1b7d4-0e5f-4f6a-8b3c-9d8e7f6a5b4c"),
                true);
    }
}
