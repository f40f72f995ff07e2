package chat.parley.web.chat;

import chat.parley.web.problem.InvalidRequest;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.util.UUID;
import java.util.regex.Pattern;

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

    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /**
     * @throws InvalidRequest 422 if it is missing or no UUID
     */
    UUID requiredClientMessageId() {
        if (clientMessageId == null || !UUID_FORM.matcher(clientMessageId).matches()) {
            throw InvalidRequest.invalid("client_message_id", "A UUID is required.");
        }
        return UUID.fromString(clientMessageId);
    }
}
