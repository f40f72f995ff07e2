package chat.parley.query.proof;

import chat.parley.api.Actor;
import chat.parley.api.ChatEvent;
import chat.parley.api.ChatEvent.ChatArchived;
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

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A chat after its events, taken one after the other. Kept as plain as can be: it is what
 * everything else is measured by.
 */
final class FoldedChat {

    /** A message with its read mark. */
    static final class Message {

        final long sequence;
        final UUID id;
        final @Nullable String content;
        final boolean isFromAdmin;
        final @Nullable String senderName;
        final UUID clientMessageId;
        final Instant sentAt;
        @Nullable Instant readAt;

        private Message(MessageSent sent) {
            sequence = sent.sequence();
            id = sent.messageId();
            content = sent.content();
            isFromAdmin = sent.by().type() == Actor.Type.ADMIN;
            senderName = sent.by().name();
            clientMessageId = sent.clientMessageId();
            sentAt = sent.at();
        }

        String sender() {
            return isFromAdmin ? "admin" : "user";
        }
    }

    @Nullable Instant startedAt;
    @Nullable String userId;
    @Nullable String userEmail;
    @Nullable String userName;
    @Nullable Instant archivedAt;
    long userReadUpTo;
    @Nullable Instant userReadAt;
    long adminViewedUpTo;
    @Nullable Instant adminViewedAt;

    /** When something last changed that the conversation shows. */
    @Nullable Instant conversationChangedAt;

    /** When something last changed that the admins' list shows. */
    @Nullable Instant listingChangedAt;

    final List<Message> messages = new ArrayList<>();

    /** How many messages each side's marks have gone over. */
    private int goneOverByUser;

    private int goneOverByAdmins;

    static FoldedChat of(List<ChatEvent> events) {
        FoldedChat chat = new FoldedChat();
        events.forEach(chat::evolve);
        return chat;
    }

    @Nullable Message lastMessage() {
        return messages.isEmpty() ? null : messages.getLast();
    }

    private void evolve(ChatEvent event) {
        switch (event) {
            case ChatStarted started -> {
                startedAt = started.at();
                userId = started.userId();
                userName = started.name();
                userEmail = started.email();
                changed(event);
            }
            case UserDetailsChanged details -> {
                userName = details.name();
                userEmail = details.email();
                changed(event);
            }
            case MessageSent sent -> {
                messages.add(new Message(sent));
                changed(event);
            }
            case MessagesRead read -> {
                userReadUpTo = read.upToSequence();
                userReadAt = read.at();
                goneOverByUser = mark(goneOverByUser, read.upToSequence(), true, read.at());
                conversationChangedAt = event.at();
            }
            case ChatViewed viewed -> {
                adminViewedUpTo = viewed.upToSequence();
                adminViewedAt = viewed.at();
                goneOverByAdmins =
                        mark(goneOverByAdmins, viewed.upToSequence(), false, viewed.at());
                changed(event);
            }
            case ChatArchived archived -> {
                archivedAt = archived.at();
                changed(event);
            }
            case ChatRestored _ -> {
                archivedAt = null;
                changed(event);
            }
            case ReplyEmailRequested _,
                    ReplyEmailSkipped _,
                    ReplyEmailAttempted _,
                    ReplyEmailSent _,
                    ReplyEmailFailed _,
                    ReplyEmailUnknown _ -> {
                // No read model shows e-mails.
            }
        }
    }

    private void changed(ChatEvent event) {
        conversationChangedAt = event.at();
        listingChangedAt = event.at();
    }

    /** The first mark that reaches a message is the one that counts. */
    private int mark(int goneOver, long upTo, boolean isOfAdmins, Instant at) {
        int n = goneOver;
        while (n < messages.size() && messages.get(n).sequence <= upTo) {
            Message message = messages.get(n++);
            if (message.isFromAdmin == isOfAdmins) {
                message.readAt = at;
            }
        }
        return n;
    }
}
