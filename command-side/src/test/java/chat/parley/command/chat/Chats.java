package chat.parley.command.chat;

import chat.parley.api.Actor;
import chat.parley.api.ChatCommand.AttemptReplyEmail;
import chat.parley.api.ChatCommand.RequestReplyEmail;
import chat.parley.api.ChatCommand.SendMessage;
import chat.parley.api.ChatCommand.StartChat;
import chat.parley.api.ChatEvent.ChatStarted;
import chat.parley.api.ChatEvent.MessageSent;
import chat.parley.api.ChatId;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** The chat of the tests, and what can happen in it. */
final class Chats {

    static final ChatId CHAT = ChatId.of("8b5d8a6e-5b0f-4c5e-9d3b-2f6a1c0e4d11");
    static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    static final Actor ADA = Actor.user(CHAT, "Ada", "ada@example.com");
    static final Actor MARA =
            Actor.admin(
                    UUID.fromString("1d0a7d3c-0c55-4a57-8f0e-5d8c5f8a9b10"),
                    "Mara",
                    "mara@example.com");

    private Chats() {}

    static Instant minute(long minutes) {
        return START.plusSeconds(60 * minutes);
    }

    static StartChat startChat(@Nullable String name, @Nullable String email, Instant detailsAsOf) {
        return new StartChat(
                CHAT, Actor.user(CHAT, name, email), START, "u-1", name, email, detailsAsOf);
    }

    static ChatStarted chatStarted() {
        return new ChatStarted(CHAT, ADA, START, "u-1", "Ada", "ada@example.com", START);
    }

    static ChatStarted chatStartedWithoutAddress() {
        return new ChatStarted(
                CHAT, Actor.user(CHAT, "Ada", null), START, "u-1", "Ada", null, START);
    }

    static SendMessage userSends(String content, Instant at) {
        return new SendMessage(CHAT, ADA, at, content, clientId(content));
    }

    static SendMessage adminSends(String content, Instant at) {
        return new SendMessage(CHAT, MARA, at, content, clientId(content));
    }

    static MessageSent userSent(long sequence, String content, Instant at) {
        return new MessageSent(
                CHAT, ADA, at, messageId(content), sequence, content, clientId(content), false);
    }

    /** An admin's message that opens a window, as the first unread one does. */
    static MessageSent adminSent(long sequence, String content, Instant at) {
        return new MessageSent(
                CHAT, MARA, at, messageId(content), sequence, content, clientId(content), true);
    }

    /** An admin's message while a window is open. */
    static MessageSent adminSentMore(long sequence, String content, Instant at) {
        return new MessageSent(
                CHAT, MARA, at, messageId(content), sequence, content, clientId(content), false);
    }

    static RequestReplyEmail deadlineOver(long window, Instant at) {
        return new RequestReplyEmail(CHAT, Actor.SYSTEM, at, window);
    }

    static AttemptReplyEmail attempt(long window, Instant at) {
        return new AttemptReplyEmail(CHAT, Actor.SYSTEM, at, window);
    }

    static UUID clientId(String content) {
        return UUID.nameUUIDFromBytes(content.strip().getBytes(StandardCharsets.UTF_8));
    }

    static UUID messageId(String content) {
        return UUID.nameUUIDFromBytes(
                (CHAT + "/" + clientId(content)).getBytes(StandardCharsets.UTF_8));
    }
}
