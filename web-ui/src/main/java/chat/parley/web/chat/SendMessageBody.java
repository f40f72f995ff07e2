package chat.parley.web.chat;

import chat.parley.web.problem.InvalidRequest;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * The body of a message to send.
 *
 * @param content white space at both ends is cut; 1 to 10,000 characters remain
 * @param clientMessageId a UUID that the client makes up, and repeats with the message
 */
record SendMessageBody(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String content,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, format = "uuid")
                @Nullable String clientMessageId) {

    /**
     * @throws InvalidRequest 422 if it is missing or no UUID
     */
    UUID requiredClientMessageId() {
        return ClientMessageIds.parse(clientMessageId)
                .orElseThrow(
                        () -> InvalidRequest.invalid("client_message_id", "A UUID is required."));
    }
}
