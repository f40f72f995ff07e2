package chat.parley.api;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * What can be asked of a chat. A command carries who asks and when, in milliseconds; the chat never
 * reads a clock.
 */
public sealed interface ChatCommand {

    /** The chat that decides. */
    ChatId chatId();

    /** Who asks. */
    Actor by();

    /** When it was asked, cut to milliseconds at the edge. */
    Instant at();

    /**
     * Begins the user's chat, or brings what is known of the user up to date.
     *
     * @param userId the host's id of the user
     * @param name null says nothing about the name
     * @param email null says nothing about the address
     * @param detailsAsOf when the host stated these details; older ones never replace newer ones
     */
    record StartChat(
            ChatId chatId,
            Actor by,
            Instant at,
            String userId,
            @Nullable String name,
            @Nullable String email,
            Instant detailsAsOf)
            implements ChatCommand {}

    /**
     * Adds a message to the chat.
     *
     * @param content as typed; the chat trims and checks it
     * @param clientMessageId makes a repeat harmless
     */
    record SendMessage(
            ChatId chatId, Actor by, Instant at, @Nullable String content, UUID clientMessageId)
            implements ChatCommand {}

    /**
     * The user has read the admins' messages.
     *
     * @param upToSequence the newest message that was on the screen; null means all there are
     */
    record MarkRead(ChatId chatId, Actor by, Instant at, @Nullable Long upToSequence)
            implements ChatCommand {}

    /**
     * An admin has looked at the chat.
     *
     * @param upToSequence the newest message that was on the screen; null means all there are
     */
    record MarkViewed(ChatId chatId, Actor by, Instant at, @Nullable Long upToSequence)
            implements ChatCommand {}

    /** Puts the chat away until its user writes again. */
    record Archive(ChatId chatId, Actor by, Instant at) implements ChatCommand {}

    /** Brings an archived chat back. */
    record Restore(ChatId chatId, Actor by, Instant at) implements ChatCommand {}

    /**
     * Forgets the person. Whatever is asked of the chat from then on is refused, but this once
     * more.
     *
     * @param confirmation the chat's id, or the user's e-mail address as the chat knows it
     */
    record EraseChat(ChatId chatId, Actor by, Instant at, String confirmation)
            implements ChatCommand {}

    /**
     * The delay after the message that opened a window is over: shall the user get an e-mail?
     *
     * @param window sequence of the message that opened the window
     */
    record RequestReplyEmail(ChatId chatId, Actor by, Instant at, long window)
            implements ChatCommand {}

    /**
     * Asks for leave to hand the e-mail of a window to the mail server. What is answered is stored
     * before a word is spoken to that server.
     */
    record AttemptReplyEmail(ChatId chatId, Actor by, Instant at, long window)
            implements ChatCommand {}

    /** The mail server took the e-mail. */
    record ConfirmReplyEmail(ChatId chatId, Actor by, Instant at, long window, int attempt)
            implements ChatCommand {}

    /**
     * The mail server refused the e-mail or could not be reached.
     *
     * @param permanent whether no further attempt will be made
     */
    record FailReplyEmail(
            ChatId chatId,
            Actor by,
            Instant at,
            long window,
            int attempt,
            ChatEvent.FailReason reason,
            boolean permanent)
            implements ChatCommand {}
}
