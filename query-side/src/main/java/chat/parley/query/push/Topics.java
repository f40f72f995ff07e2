package chat.parley.query.push;

import chat.parley.api.ChatId;

/** Where pushes go: the sockets of this node that subscribed to a destination. */
public interface Topics {

    /** The destination of all admins. */
    String ADMINS = "/topic/admin_support_notifications";

    /** The destination of one chat: its user, and the admins who look at it. */
    static String chat(ChatId chatId) {
        return "/topic/support_chat." + chatId;
    }

    /**
     * Hands a message to every subscriber. Returns at once: a slow reader delays nobody, and no
     * failure of a reader comes back.
     *
     * @param message is written as JSON
     */
    void publish(String destination, Object message);
}
