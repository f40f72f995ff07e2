package chat.parley.web.live;

import chat.parley.api.ChatId;
import chat.parley.api.MessageView;
import chat.parley.api.Refusal;
import chat.parley.web.chat.ChatCommands;
import chat.parley.web.chat.ClientMessageIds;
import chat.parley.web.problem.InvalidRequest;
import chat.parley.web.problem.Problems;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.UUID;

/** Translates what clients send into commands, and what comes of them into words for clients. */
final class ChatActions {

    private final ChatCommands commands;
    private final Typing typing;
    private final JsonMapper json;

    /** The message is durable. */
    record MessageAccepted(String type, UUID clientMessageId, MessageView message) {
        MessageAccepted(UUID clientMessageId, MessageView message) {
            this("message_accepted", clientMessageId, message);
        }
    }

    /**
     * The message was not stored, or nobody knows; the same id may be sent again.
     *
     * @param problem as REST would have answered
     */
    record MessageRejected(String type, UUID clientMessageId, ProblemDetail problem) {
        MessageRejected(UUID clientMessageId, ProblemDetail problem) {
            this("message_rejected", clientMessageId, problem);
        }
    }

    ChatActions(ChatCommands commands, Typing typing, JsonMapper json) {
        this.commands = commands;
        this.typing = typing;
        this.json = json;
    }

    /** Stores a message, or says why not. */
    Object sendMessage(Caller caller, ChatId chatId, String body) {
        JsonNode message = object(body);
        UUID clientMessageId = clientMessageId(message);
        try {
            return new MessageAccepted(
                    clientMessageId,
                    commands.send(caller.actor(), chatId, content(message), clientMessageId)
                            .message());
        } catch (RuntimeException e) {
            return new MessageRejected(clientMessageId, Problems.of(e));
        }
    }

    void markRead(Caller caller, ChatId chatId, String body) {
        commands.markRead(caller.actor(), chatId, upToSequence(body));
    }

    void markViewed(Caller caller, ChatId chatId, String body) {
        Long upTo = upToSequence(body);
        try {
            commands.markViewed(caller.actor(), chatId, upTo);
        } catch (Refusal refusal) {
            // Who looked while the chat was being erased did nothing that must end the connection.
            if (refusal.reason() != Refusal.Reason.CHAT_ERASED) {
                throw refusal;
            }
        }
    }

    void tellOfTyping(Caller caller, ChatId chatId, String body) {
        JsonNode value = object(body).path("typing");
        if (!value.isBoolean()) {
            throw StompFailure.malformed("The body needs 'typing', true or false.");
        }
        typing.tell(caller, chatId, value.booleanValue());
    }

    private static UUID clientMessageId(JsonNode message) {
        return ClientMessageIds.parse(message.path("client_message_id").asString(null))
                .orElseThrow(() ->
                        StompFailure.malformed("The body needs a UUID as 'client_message_id'."));
    }

    private static @Nullable String content(JsonNode message) {
        JsonNode content = message.path("content");
        if (content.isMissingNode() || content.isNull()) {
            return null;
        }
        if (!content.isString()) {
            throw InvalidRequest.malformed("The content is no text.");
        }
        return content.stringValue();
    }

    private @Nullable Long upToSequence(String body) {
        if (body.isBlank()) {
            return null;
        }
        JsonNode sequence = object(body).path("up_to_sequence");
        if (sequence.isMissingNode() || sequence.isNull()) {
            return null;
        }
        if (!sequence.isIntegralNumber() || !sequence.canConvertToLong()) {
            throw StompFailure.malformed("'up_to_sequence' is no whole number.");
        }
        return sequence.longValue();
    }

    private JsonNode object(String body) {
        try {
            JsonNode node = json.readTree(body);
            if (node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            // Answered below: what the parser says may quote the body.
        }
        throw StompFailure.malformed("The body is no JSON object.");
    }
}
