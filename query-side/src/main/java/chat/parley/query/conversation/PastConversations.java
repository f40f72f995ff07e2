package chat.parley.query.conversation;

import chat.parley.api.ChatEvent;
import chat.parley.api.ChatEvent.ChatArchived;
import chat.parley.api.ChatEvent.ChatErased;
import chat.parley.api.ChatEvent.ChatRestored;
import chat.parley.api.ChatEvent.ChatStarted;
import chat.parley.api.ChatEvent.ChatViewed;
import chat.parley.api.ChatEvent.MessageSent;
import chat.parley.api.ChatEvent.MessagesRead;
import chat.parley.api.ChatEvent.ReplyEmailAttempted;
import chat.parley.api.ChatEvent.ReplyEmailFailed;
import chat.parley.api.ChatEvent.ReplyEmailRequested;
import chat.parley.api.ChatEvent.ReplyEmailSent;
import chat.parley.api.ChatEvent.ReplyEmailSkipped;
import chat.parley.api.ChatEvent.ReplyEmailUnknown;
import chat.parley.api.ChatEvent.UserDetailsChanged;
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

    private static final class PastChat {

        private @Nullable String userId;
        private @Nullable String userName;
        private @Nullable String userEmail;
        private boolean archived;
        private @Nullable Instant erasedAt;
        private long userReadUpTo;
        private long adminViewedUpTo;
        private final List<MessageView> messages = new ArrayList<>();

        void evolve(ChatEvent event) {
            switch (event) {
                case ChatStarted started -> {
                    userId = started.userId();
                    userName = started.name();
                    userEmail = started.email();
                }
                case UserDetailsChanged changed -> {
                    userName = changed.name();
                    userEmail = changed.email();
                }
                case MessageSent sent -> messages.add(MessageView.of(sent));
                case MessagesRead read -> {
                    userReadUpTo = read.upToSequence();
                    mark("admin", read.upToSequence(), read.at());
                }
                case ChatViewed viewed -> {
                    adminViewedUpTo = viewed.upToSequence();
                    mark("user", viewed.upToSequence(), viewed.at());
                }
                case ChatArchived _ -> archived = true;
                case ChatRestored _ -> archived = false;
                case ChatErased erased -> erase(erased.at());
                case ReplyEmailRequested _,
                        ReplyEmailSkipped _,
                        ReplyEmailAttempted _,
                        ReplyEmailSent _,
                        ReplyEmailFailed _,
                        ReplyEmailUnknown _ -> {
                    // The e-mail is no part of the conversation.
                }
            }
        }

        /** The log may hold for a moment more what was personal. */
        private void erase(Instant at) {
            erasedAt = at;
            archived = true;
            userId = null;
            userName = null;
            userEmail = null;
            messages.replaceAll(MessageView::withoutPersonalPart);
        }

        private void mark(String senderType, long upToSequence, Instant at) {
            messages.replaceAll(message ->
                    message.readAt() == null
                                    && message.sequence() <= upToSequence
                                    && message.senderType().equals(senderType)
                            ? message.readAt(at)
                            : message);
        }

        ConversationView view(ChatId chatId, Instant createdAt, MessagePage page) {
            Long after = page.after();
            long before = page.before() == null ? Long.MAX_VALUE : page.before();
            List<MessageView> eligible =
                    messages.stream()
                            .filter(message ->
                                    after != null
                                            ? message.sequence() > after
                                            : message.sequence() < before)
                            .toList();
            boolean hasMore = eligible.size() > page.limit();
            List<MessageView> shown = eligible;
            if (hasMore) {
                shown =
                        after != null
                                ? eligible.subList(0, page.limit())
                                : eligible.subList(eligible.size() - page.limit(), eligible.size());
            }
            return new ConversationView(
                    chatId.value(),
                    userId,
                    userEmail,
                    userName,
                    archived,
                    createdAt,
                    List.copyOf(shown),
                    hasMore,
                    unread("admin"),
                    unread("user"),
                    userReadUpTo,
                    adminViewedUpTo,
                    erasedAt);
        }

        private long unread(String senderType) {
            if (erasedAt != null) {
                return 0;
            }
            return messages.stream()
                    .filter(message -> message.senderType().equals(senderType))
                    .filter(message -> message.readAt() == null)
                    .count();
        }
    }
}
