package chat.parley.web.chat;

import chat.parley.web.problem.InvalidRequest;

import org.jspecify.annotations.Nullable;

import java.util.UUID;
import java.util.regex.Pattern;

/** The body of a message to send. */
record SendMessageBody(@Nullable String content, @Nullable String clientMessageId) {

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
