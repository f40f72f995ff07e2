package chat.parley.query.conversation;

import chat.parley.api.ChatId;
import chat.parley.api.ConversationView;
import chat.parley.api.MessagePage;
import chat.parley.api.MessageView;

import org.springframework.data.domain.Limit;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Answers from the read model {@code conversation}, each answer from one state of it. */
@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
public class Conversations {

    private final ChatRecords chats;
    private final MessageRecords messages;

    Conversations(ChatRecords chats, MessageRecords messages) {
        this.chats = chats;
        this.messages = messages;
    }

    /** The chat with a page of its messages, oldest first; empty if there is no such chat. */
    public Optional<ConversationView> find(ChatId chatId, MessagePage page) {
        return chats.findById(chatId.value()).map(chat -> view(chat, slice(chat.chatId, page)));
    }

    /** A message by its place; empty if there is none. */
    public Optional<MessageView> message(ChatId chatId, long sequence) {
        return messages.findByChatIdAndSequence(chatId.value(), sequence).map(MessageRecord::view);
    }

    /** How many of the admins' messages the user has not read; 0 if there is no such chat. */
    public long unreadByUser(ChatId chatId) {
        return chats.findById(chatId.value()).map(this::unreadByUser).orElse(0L);
    }

    /** Whether there is such a chat. */
    public boolean exists(ChatId chatId) {
        return chats.existsById(chatId.value());
    }

    private ConversationView view(ChatRecord chat, Slice slice) {
        return new ConversationView(
                chat.chatId,
                chat.userId,
                chat.userEmail,
                chat.userName,
                chat.archivedAt != null,
                chat.createdAt,
                slice.messages(),
                slice.hasMore(),
                unreadByUser(chat),
                messages.countBeyond(chat.chatId, "user", chat.adminViewedUpTo),
                chat.userReadUpTo,
                chat.adminViewedUpTo);
    }

    private long unreadByUser(ChatRecord chat) {
        return messages.countBeyond(chat.chatId, "admin", chat.userReadUpTo);
    }

    private Slice slice(UUID chatId, MessagePage page) {
        // One more than asked for tells whether there are more.
        Limit limit = Limit.of(page.limit() + 1);
        Long after = page.after();
        Long before = page.before();
        List<MessageRecord> rows =
                after != null
                        ? messages.oldestAfter(chatId, after, limit)
                        : messages.newestBefore(
                                chatId, before == null ? Long.MAX_VALUE : before, limit);
        List<MessageView> wanted =
                rows.stream().limit(page.limit()).map(MessageRecord::view).toList();
        return new Slice(after != null ? wanted : wanted.reversed(), rows.size() > page.limit());
    }

    private record Slice(List<MessageView> messages, boolean hasMore) {}
}
