package chat.parley.api;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * Everything that can have happened in a chat. Events are for ever: how each is stored lies in the
 * golden files of the event log. Whoever switches over them decides for each what it means to him.
 */
public sealed interface ChatEvent extends Event {

    /** The chat it happened in. */
    ChatId chatId();

    /** When, in milliseconds; never earlier than the chat's event before. */
    @Override
    Instant at();

    /** A chat's stream has the chat's name. */
    @Override
    default String stream() {
        return chatId().toString();
    }

    /**
     * A user came for the first time.
     *
     * @param userId the host's id of the user; null once the person was forgotten
     */
    record ChatStarted(
            ChatId chatId,
            Actor by,
            Instant at,
            @Nullable String userId,
            @Nullable String name,
            @Nullable String email,
            Instant detailsAsOf)
            implements ChatEvent {}

    /** The host said something new about the user; both details as they stand from now on. */
    record UserDetailsChanged(
            ChatId chatId,
            Actor by,
            Instant at,
            @Nullable String name,
            @Nullable String email,
            Instant detailsAsOf)
            implements ChatEvent {}

    /**
     * A message became part of the chat; its sender is who it was sent by.
     *
     * @param sequence the message's place in its chat: 1, 2, 3… without gaps
     * @param content null once the person was forgotten
     * @param opensEmailWindow whether the delay of the reply e-mail runs from this message on
     */
    record MessageSent(
            ChatId chatId,
            Actor by,
            Instant at,
            UUID messageId,
            long sequence,
            @Nullable String content,
            UUID clientMessageId,
            boolean opensEmailWindow)
            implements ChatEvent {}

    /** The user has read all admins' messages up to and including this one. */
    record MessagesRead(ChatId chatId, Actor by, Instant at, long upToSequence)
            implements ChatEvent {}

    /** An admin has looked at all messages up to and including this one. */
    record ChatViewed(ChatId chatId, Actor by, Instant at, long upToSequence)
            implements ChatEvent {}

    /** An admin put the chat away. */
    record ChatArchived(ChatId chatId, Actor by, Instant at) implements ChatEvent {}

    /**
     * The chat is active again: an admin said so, or its user wrote.
     *
     * @param byMessage whether a user's message brought it back
     */
    record ChatRestored(ChatId chatId, Actor by, Instant at, boolean byMessage)
            implements ChatEvent {}

    /**
     * The user shall get one e-mail with the admins' messages of this range.
     *
     * @param window sequence of the message that opened the window
     * @param fromSequence the first unread message that was in no e-mail before
     * @param upToSequence the last one
     */
    record ReplyEmailRequested(
            ChatId chatId, Actor by, Instant at, long window, long fromSequence, long upToSequence)
            implements ChatEvent {}

    /** A window ended without an e-mail. */
    record ReplyEmailSkipped(ChatId chatId, Actor by, Instant at, long window, SkipReason reason)
            implements ChatEvent {}

    /** The e-mail is about to be handed to the mail server, for the n-th time. */
    record ReplyEmailAttempted(ChatId chatId, Actor by, Instant at, long window, int attempt)
            implements ChatEvent {}

    /** The mail server took the e-mail. */
    record ReplyEmailSent(ChatId chatId, Actor by, Instant at, long window, int attempt)
            implements ChatEvent {}

    /**
     * The mail server did not take the e-mail.
     *
     * @param permanent whether this was the last attempt
     */
    record ReplyEmailFailed(
            ChatId chatId,
            Actor by,
            Instant at,
            long window,
            int attempt,
            FailReason reason,
            boolean permanent)
            implements ChatEvent {}

    /** Nobody knows whether the mail server took the e-mail; it is not sent again. */
    record ReplyEmailUnknown(ChatId chatId, Actor by, Instant at, long window, int attempt)
            implements ChatEvent {}

    /**
     * The person was forgotten: what was personal in the chat's earlier events is taken away after
     * this one, and none follows. Who did it stays known.
     */
    record ChatErased(ChatId chatId, Actor by, Instant at) implements ChatEvent {}

    /** Why a window ended without an e-mail. */
    enum SkipReason {
        READ,
        ARCHIVED,
        NO_ADDRESS
    }

    /** Why the mail server did not take an e-mail. */
    enum FailReason {
        UNREACHABLE,
        SIGN_IN_REFUSED,
        REFUSED,
        NOT_COMPOSED,
        /** Told in other words than these, by an earlier version. */
        OTHER
    }
}
