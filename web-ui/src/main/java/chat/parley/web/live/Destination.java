package chat.parley.web.live;

import chat.parley.api.ChatId;
import chat.parley.query.push.Topics;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    Pattern CHAT =
            Pattern.compile(
                    "/(?:topic|app)/support_chat\\."
                            + "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
                            + "(?:\\.([a-z_]+))?");

    static Destination parse(String text) {
        if (text.equals(REPLIES)) {
            return new Replies();
        }
        if (text.equals(Topics.ADMINS)) {
            return new AdminTopic();
        }
        Matcher matcher = CHAT.matcher(text);
        if (!matcher.matches()) {
            return new Unknown();
        }
        ChatId chatId = ChatId.of(matcher.group(1));
        String verb = matcher.group(2);
        if (text.startsWith("/app/")) {
            return verb == null ? new Unknown() : new ChatAction(chatId, verb);
        }
        return verb == null ? new ChatTopic(chatId) : new Unknown();
    }
}
