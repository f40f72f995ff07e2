package chat.parley.web.live;

import chat.parley.api.ChatId;
import chat.parley.query.push.Topics;

import org.jspecify.annotations.Nullable;

/**
 * The places that clients may name. Ids are in their canonical form: no two names for one place.
 */
sealed interface Destination {

    /** Where each client gets the answers to what it sent. */
    String REPLIES = "/user/queue/replies";

    /** The answers to the caller's own messages. */
    record Replies() implements Destination {}

    /** What all admins are told. */
    record AdminTopic() implements Destination {}

    /** What is told of one chat. */
    record ChatTopic(ChatId chatId) implements Destination {}

    /** Something that can be done in one chat. */
    record ChatAction(ChatId chatId, String verb) implements Destination {}

    /** Anything else. */
    record Unknown() implements Destination {}

    String TOPICS = "/topic/support_chat.";
    String ACTIONS = "/app/support_chat.";

    static Destination parse(String text) {
        if (text.equals(REPLIES)) {
            return new Replies();
        }
        if (text.equals(Topics.ADMINS)) {
            return new AdminTopic();
        }
        if (text.startsWith(TOPICS)) {
            ChatId chatId = chatId(text.substring(TOPICS.length()));
            return chatId == null ? new Unknown() : new ChatTopic(chatId);
        }
        int dot = text.lastIndexOf('.');
        if (text.startsWith(ACTIONS) && dot >= ACTIONS.length()) {
            ChatId chatId = chatId(text.substring(ACTIONS.length(), dot));
            return chatId == null ? new Unknown() : new ChatAction(chatId, text.substring(dot + 1));
        }
        return new Unknown();
    }

    private static @Nullable ChatId chatId(String text) {
        try {
            ChatId chatId = ChatId.of(text);
            return chatId.toString().equals(text) ? chatId : null;
        } catch (IllegalArgumentException noUuid) {
            return null;
        }
    }
}
