package chat.parley.query.proof;

import java.util.List;
import java.util.Set;

/** What the read model {@code conversation} should hold. */
final class ConversationRows implements ExpectedRows {

    private static final ServedTable CHAT =
            new ServedTable(
                    "conversation.chat",
                    "chat",
                    null,
                    List.of(
                            "user_id",
                            "user_email",
                            "user_name",
                            "archived_at",
                            "erased_at",
                            "user_read_up_to",
                            "read_at",
                            "admin_viewed_up_to",
                            "admin_viewed_at",
                            "last_sequence",
                            "last_message_at",
                            "created_at",
                            "updated_at"),
                    Set.of("user_id", "user_email", "user_name"));
    private static final ServedTable MESSAGE =
            new ServedTable(
                    "conversation.message",
                    "message",
                    "sequence",
                    List.of(
                            "sequence",
                            "id",
                            "content",
                            "sender_type",
                            "sender_name",
                            "client_message_id",
                            "created_at",
                            "read_at",
                            "user_messages"),
                    Set.of("content", "sender_name"));
    private static final ServedTable CHANGE =
            new ServedTable(
                    "conversation.chat_change",
                    "change",
                    "(extract(epoch from at) * 1000)::int8 * 4"
                            + " + array_position(array['archived', 'details', 'read', 'viewed'], kind)",
                    List.of("kind", "at", "user_email", "user_name", "archived", "up_to"),
                    Set.of("user_email", "user_name"));

    @Override
    public String readModel() {
        return "conversation";
    }

    @Override
    public List<ServedTable> tables() {
        return List.of(CHAT, MESSAGE, CHANGE);
    }

    @Override
    public List<List<Row>> of(FoldedChat chat) {
        return List.of(
                List.of(chatRow(chat)),
                chat.messages.stream().map(ConversationRows::messageRow).toList(),
                chat.changes.values().stream().map(ConversationRows::changeRow).toList());
    }

    private static Row chatRow(FoldedChat chat) {
        FoldedChat.Message last = chat.lastMessage();
        return Row.of(
                0,
                chat.userId,
                chat.userEmail,
                chat.userName,
                chat.archivedAt,
                chat.erasedAt,
                chat.userReadUpTo,
                chat.userReadAt,
                chat.adminViewedUpTo,
                chat.adminViewedAt,
                last == null ? 0L : last.sequence,
                last == null ? null : last.sentAt,
                chat.startedAt,
                chat.conversationChangedAt);
    }

    private static Row messageRow(FoldedChat.Message message) {
        return Row.of(
                message.sequence,
                message.sequence,
                message.id,
                message.content,
                message.sender(),
                message.senderName,
                message.clientMessageId,
                message.sentAt,
                message.readAt,
                message.userMessages);
    }

    private static Row changeRow(FoldedChat.Change change) {
        return Row.of(
                change.number(),
                change.kind(),
                change.at(),
                change.userEmail(),
                change.userName(),
                change.archived(),
                change.upTo());
    }
}
