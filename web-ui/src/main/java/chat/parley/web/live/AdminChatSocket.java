package chat.parley.web.live;

import chat.parley.api.ChatId;
import chat.parley.web.identity.AdminPrincipal;
import chat.parley.web.live.Destination.AdminTopic;
import chat.parley.web.live.Destination.ChatAction;
import chat.parley.web.live.Destination.ChatTopic;
import chat.parley.web.live.Destination.Replies;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** The dashboard's end: an admin, by the session of the handshake, in any chat there is. */
final class AdminChatSocket implements ChatSocket {

    private final ChatDirectory chats;
    private final ChatActions actions;

    AdminChatSocket(ChatDirectory chats, ChatActions actions) {
        this.chats = chats;
        this.actions = actions;
    }

    @Override
    public int maxSubscriptions() {
        return 200;
    }

    @Override
    public int maxSockets() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Caller connect(StompFrame frame, Map<String, Object> handshake) {
        AdminPrincipal admin = (AdminPrincipal) handshake.get(AdminHandshake.ADMIN);
        String httpSession = (String) handshake.get(AdminHandshake.HTTP_SESSION);
        if (admin == null || httpSession == null) {
            throw StompFailure.refused("Sign in to do this.");
        }
        return Caller.admin(admin, httpSession);
    }

    @Override
    public void checkSubscription(Caller caller, Destination destination) {
        switch (destination) {
            case Replies(), AdminTopic() -> {}
            case ChatTopic(ChatId chatId) when chats.exists(chatId) -> {}
            default -> throw StompFailure.refused("You may not subscribe to this.");
        }
    }

    @Override
    public @Nullable Object send(Caller caller, Destination destination, String body) {
        if (!(destination instanceof ChatAction(ChatId chatId, String verb))) {
            throw StompFailure.refused("You may not send to this.");
        }
        switch (verb) {
            case "send_message" -> {
                return actions.sendMessage(caller, chatId, body);
            }
            case "viewed" -> actions.markViewed(caller, chatId, body);
            case "typing" -> {
                if (!chats.exists(chatId)) {
                    throw StompFailure.refused("There is no such chat.");
                }
                actions.tellOfTyping(caller, chatId, body);
            }
            default -> throw StompFailure.refused("You may not send to this.");
        }
        return null;
    }
}
