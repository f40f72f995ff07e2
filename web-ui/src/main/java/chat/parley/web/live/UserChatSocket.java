package chat.parley.web.live;

import chat.parley.api.ChatId;
import chat.parley.web.chat.ChatCommands;
import chat.parley.web.identity.UserPrincipal;
import chat.parley.web.live.Destination.ChatAction;
import chat.parley.web.live.Destination.ChatTopic;
import chat.parley.web.live.Destination.Replies;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** The widget's end: a user, by the token in the CONNECT frame, in the one chat that is theirs. */
final class UserChatSocket implements ChatSocket {

    private static final String BEARER = "Bearer ";

    private final TokenVerifier tokens;
    private final ChatCommands commands;
    private final ChatActions actions;
    private final LiveLimits limits;

    UserChatSocket(
            TokenVerifier tokens, ChatCommands commands, ChatActions actions, LiveLimits limits) {
        this.tokens = tokens;
        this.commands = commands;
        this.actions = actions;
        this.limits = limits;
    }

    @Override
    public int maxSubscriptions() {
        return 8;
    }

    @Override
    public int maxSockets() {
        return limits.socketsPerUser();
    }

    @Override
    public Caller connect(StompFrame frame, Map<String, Object> handshake) {
        String authorization = frame.header("Authorization");
        if (authorization == null
                || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw StompFailure.refused("CONNECT needs the header 'Authorization: Bearer <token>'.");
        }
        UserPrincipal user = tokens.verify(authorization.substring(BEARER.length()).strip());
        commands.start(user);
        return Caller.user(user);
    }

    @Override
    public void checkSubscription(Caller caller, Destination destination) {
        switch (destination) {
            case Replies() -> {}
            case ChatTopic(ChatId chatId) when caller.owns(chatId) -> {}
            default -> throw StompFailure.refused("You may not subscribe to this.");
        }
    }

    @Override
    public @Nullable Object send(Caller caller, Destination destination, String body) {
        if (!(destination instanceof ChatAction(ChatId chatId, String verb))
                || !caller.owns(chatId)) {
            throw StompFailure.refused("You may not send to this.");
        }
        switch (verb) {
            case "send_message" -> {
                return actions.sendMessage(caller, chatId, body);
            }
            case "mark_read" -> actions.markRead(caller, chatId, body);
            case "typing" -> actions.tellOfTyping(caller, chatId, body);
            default -> throw StompFailure.refused("You may not send to this.");
        }
        return null;
    }
}
