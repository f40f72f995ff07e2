package chat.parley.web.export;

import chat.parley.api.ConversationView;
import chat.parley.api.HistoryEntry;
import chat.parley.api.MessageView;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Everything that Parley knows of a user: who they are, what was said, and all that happened. */
record PersonExport(
        UUID chatId,
        @Nullable String userId,
        @Nullable String userEmail,
        @Nullable String userName,
        boolean archived,
        Instant createdAt,
        @Nullable Instant erasedAt,
        Instant exportedAt,
        List<MessageView> messages,
        List<HistoryEntry> history) {

    static PersonExport of(ConversationView chat, List<HistoryEntry> history, Instant now) {
        return new PersonExport(
                chat.id(),
                chat.userId(),
                chat.userEmail(),
                chat.userName(),
                chat.archived(),
                chat.createdAt(),
                chat.erasedAt(),
                now,
                chat.messages(),
                history);
    }
}
