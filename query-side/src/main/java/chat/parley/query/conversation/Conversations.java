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
import java.util.stream.Stream;

/** Answers from the read model {@code conversation}, each answer from one state of it. */
@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
public class Conversations {

    private static final int PAGE = 200;

    private final ChatRecords chats;
    private final MessageRecords messages;
    private final MessagePages pages;

    Conversations(ChatRecords chats, MessageRecords messages) {
        this.chats = chats;
        this.messages = messages;
        this.pages = new MessagePages(messages);
    }

    /** The chat with a page of its messages, oldest first; empty if there is no such chat. */
    public Optional<ConversationView> find(ChatId chatId, MessagePage page) {
        return chats.findById(chatId.value()).map(chat -> view(chat, pages.find(chatId, page)));
    }

    /**
     * All messages of the chat, oldest first; none if there is no such chat. They are read in
     * pages, the first one now and each other when its turn comes, and so from more than one state.
     */
    public Stream<MessageView> messages(ChatId chatId) {
        return Stream.iterate(
                        messagesAfter(chatId, 0),
                        page -> !page.isEmpty(),
                        page -> pageAfter(page, chatId))
                .flatMap(List::stream)
                .map(MessageRecord::view);
    }

    private List<MessageRecord> pageAfter(List<MessageRecord> page, ChatId chatId) {
        return page.size() < PAGE ? List.of() : messagesAfter(chatId, page.getLast().sequence);
    }

    private List<MessageRecord> messagesAfter(ChatId chatId, long sequence) {
        return messages.oldestAfter(chatId.value(), sequence, Limit.of(PAGE));
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

    private ConversationView view(ChatRecord chat, MessagePages.Found found) {
        return new ConversationView(
                chat.chatId,
                chat.userId,
                chat.userEmail,
                chat.userName,
                chat.archivedAt != null,
                chat.createdAt,
                found.messages().stream().map(MessageRecord::view).toList(),
                found.hasMore(),
                unreadByUser(chat),
                unread(chat, "user", chat.adminViewedUpTo),
                chat.userReadUpTo,
                chat.adminViewedUpTo,
                chat.erasedAt);
    }

    private long unreadByUser(ChatRecord chat) {
        return unread(chat, "admin", chat.userReadUpTo);
    }

    /** Where nothing can be read any more, nothing is unread. */
    private long unread(ChatRecord chat, String senderType, long mark) {
        return chat.erasedAt != null ? 0 : messages.countBeyond(chat.chatId, senderType, mark);
    }
}
