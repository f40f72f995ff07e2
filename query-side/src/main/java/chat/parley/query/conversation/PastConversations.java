package chat.parley.query.conversation;

import chat.parley.api.ChatId;
import chat.parley.api.ConversationView;
import chat.parley.api.MessagePage;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Answers from the read model {@code conversation} how a chat stood at an earlier instant. What
 * that costs depends on the page alone, not on how long the chat is or how far back the instant.
 */
@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
public class PastConversations {

    private final MessagePages pages;
    private final PastChats chats;

    PastConversations(MessageRecords messages, JdbcClient jdbc) {
        this.pages = new MessagePages(messages);
        this.chats = new PastChats(jdbc);
    }

    /**
     * The chat after all that happened up to this instant, itself included, with a page of its
     * messages of that time; empty before the chat's start.
     */
    public Optional<ConversationView> find(ChatId chatId, Instant instant, MessagePage page) {
        // Whatever happened did so in a whole millisecond. PostgreSQL would round a finer instant
        // up.
        Instant at = instant.truncatedTo(ChronoUnit.MILLIS);
        return chats.find(chatId, at)
                .map(chat -> view(chatId, at, chat, pages.find(chatId, page, chat.lastSequence())));
    }

    private static ConversationView view(
            ChatId chatId, Instant at, PastChat chat, MessagePages.Found found) {
        return new ConversationView(
                chatId.value(),
                chat.userId(),
                chat.userEmail(),
                chat.userName(),
                chat.archived(),
                chat.createdAt(),
                found.messages().stream().map(message -> message.viewAt(at)).toList(),
                found.hasMore(),
                chat.unreadByUser(),
                chat.unreadByAdmins(),
                chat.userReadUpTo(),
                chat.adminViewedUpTo(),
                chat.erasedAt());
    }
}
