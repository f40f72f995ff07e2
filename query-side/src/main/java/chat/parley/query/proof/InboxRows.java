package chat.parley.query.proof;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/** What the read model {@code inbox} should hold. */
final class InboxRows implements ExpectedRows {

    private static final int PREVIEW_CHARACTERS = 100;

    private static final ServedTable CHAT =
            new ServedTable(
                    "inbox.chat",
                    "chat",
                    null,
                    List.of(
                            "user_id",
                            "user_email",
                            "user_name",
                            "last_message_at",
                            "last_message_preview",
                            "last_message_sender",
                            "message_count",
                            "unread_count",
                            "admin_viewed_up_to",
                            "admin_viewed_at",
                            "archived_at",
                            "erased_at",
                            "created_at",
                            "updated_at"),
                    Set.of("user_id", "user_email", "user_name", "last_message_preview"));
    private static final ServedTable USER_WORDS =
            new ServedTable(
                    "inbox.user_words",
                    "words of the user",
                    null,
                    List.of("words"),
                    Set.of("words"));
    private static final ServedTable MESSAGE =
            new ServedTable(
                    "inbox.message",
                    "words of message",
                    "sequence",
                    List.of("sequence", "from_user", "words"),
                    Set.of("words"));

    @Override
    public String readModel() {
        return "inbox";
    }

    @Override
    public List<ServedTable> tables() {
        return List.of(CHAT, USER_WORDS, MESSAGE);
    }

    @Override
    public List<List<Row>> of(FoldedChat chat) {
        return List.of(
                List.of(chatRow(chat)),
                List.of(Row.of(0, SearchWords.of(chat.userName, chat.userEmail))),
                chat.messages.stream().map(InboxRows::messageRow).toList());
    }

    private static Row chatRow(FoldedChat chat) {
        FoldedChat.Message last = chat.lastMessage();
        return Row.of(
                0,
                chat.userId,
                chat.userEmail,
                chat.userName,
                last == null ? null : last.sentAt,
                last == null ? null : preview(last.content),
                last == null ? null : last.sender(),
                last == null ? 0L : last.sequence,
                unread(chat),
                chat.adminViewedUpTo,
                chat.adminViewedAt,
                chat.archivedAt,
                chat.erasedAt,
                chat.startedAt,
                chat.listingChangedAt);
    }

    private static Row messageRow(FoldedChat.Message message) {
        return Row.of(
                message.sequence,
                message.sequence,
                !message.isFromAdmin,
                SearchWords.of(message.content));
    }

    private static long unread(FoldedChat chat) {
        if (chat.erasedAt != null) {
            return 0;
        }
        return chat.messages.stream()
                .filter(message -> !message.isFromAdmin && message.sequence > chat.adminViewedUpTo)
                .count();
    }

    private static @Nullable String preview(@Nullable String content) {
        if (content == null) {
            return null;
        }
        int[] characters = content.codePoints().toArray();
        return characters.length <= PREVIEW_CHARACTERS
                ? content
                : new String(characters, 0, PREVIEW_CHARACTERS) + "…";
    }
}
