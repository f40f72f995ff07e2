package chat.parley.web.export;

import chat.parley.api.ConversationView;
import chat.parley.api.HistoryEntry;
import chat.parley.api.MessageView;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Everything that Parley knows of a user: who they are, what was said, and all that happened. Of
 * what may be long only a part is in memory, so it can be read once.
 */
record PersonExport(
        UUID chatId,
        @Nullable String userId,
        @Nullable String userEmail,
        @Nullable String userName,
        boolean archived,
        Instant createdAt,
        @Nullable Instant erasedAt,
        Instant exportedAt,
        @ArraySchema(schema = @Schema(implementation = MessageView.class))
                Stream<MessageView> messages,
        @ArraySchema(schema = @Schema(implementation = HistoryEntry.class))
                Stream<HistoryEntry> history) {

    static PersonExport of(
            ConversationView chat,
            Stream<MessageView> messages,
            Stream<HistoryEntry> history,
            Instant now) {
        return new PersonExport(
                chat.id(),
                chat.userId(),
                chat.userEmail(),
                chat.userName(),
                chat.archived(),
                chat.createdAt(),
                chat.erasedAt(),
                now,
                messages,
                history);
    }
}
