package chat.parley.web.chat;

import chat.parley.api.Actor;
import chat.parley.api.ChatId;
import chat.parley.api.MessageView;
import chat.parley.web.identity.UserPrincipal;
import chat.parley.web.problem.RateLimited;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * The edge's way to the chats, the same for REST and STOMP: adds the time, waits for the decision
 * and says what came of it. Every method returns once the outcome is durable and throws {@link
 * chat.parley.api.Refusal} for a rule's no.
 */
public interface ChatCommands {

    /**
     * @param repeated whether this very message was stored before
     */
    record Sent(MessageView message, boolean repeated) {}

    /**
     * @param marked how many of the admins' messages became read by this call
     */
    record Marked(Instant readAt, int marked) {}

    /**
     * Makes sure that the user's chat exists and knows what the token says of the user. Cheap when
     * nothing is new.
     */
    void start(UserPrincipal user);

    /**
     * @throws RateLimited if the sender is over the limit; nothing was stored
     */
    Sent send(Actor by, ChatId chatId, @Nullable String content, UUID clientMessageId);

    /** The user has read up to a message, or all. */
    Marked markRead(Actor by, ChatId chatId, @Nullable Long upToSequence);

    /** An admin has looked at the chat up to a message, or all. */
    void markViewed(Actor by, ChatId chatId, @Nullable Long upToSequence);

    /** Puts the chat away. */
    void archive(Actor by, ChatId chatId);

    /** Brings the chat back. */
    void restore(Actor by, ChatId chatId);
}
