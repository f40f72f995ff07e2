package chat.parley.query;

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
import chat.parley.api.MessageView;
import chat.parley.log.EventLog;
import chat.parley.log.LoggedEvent;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How chats stand or stood, from nothing but a plain fold of all their events. */
public final class FoldedConversations {

    private final EventLog log;

    public FoldedConversations(EventLog log) {
        this.log = log;
    }

    /**
     * The chat after all that happened up to this instant, itself included; empty before the chat's
     * start.
     */
    public Optional<ConversationView> find(ChatId chatId, Instant instant, MessagePage page) {
        List<LoggedEvent> events =
                log.readStream(chatId, 0).stream()
                        .filter(logged -> !logged.at().isAfter(instant))
                        .toList();
        if (events.isEmpty()) {
            return Optional.empty();
        }
        PastChat chat = new PastChat();
        events.forEach(logged -> chat.evolve(logged.chatEvent()));
        return Optional.of(chat.view(chatId, events.getFirst().at(), page));
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
