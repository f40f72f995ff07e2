package chat.parley.web.chat;

import chat.parley.api.ChatId;
import chat.parley.web.problem.InvalidRequest;

/** The id of a chat as it stands in a path. */
public final class ChatIdPath {

    private ChatIdPath() {}

    /**
     * @throws InvalidRequest 404 if the text is no UUID, for then it names no chat
     */
    public static ChatId parse(String id) {
        try {
            return ChatId.of(id);
        } catch (IllegalArgumentException noUuid) {
            throw noSuchChat();
        }
    }

    /** What is said when there is no such chat, or the caller may not know of it. */
    public static InvalidRequest noSuchChat() {
        return InvalidRequest.notFound("There is no such chat.");
    }
}
