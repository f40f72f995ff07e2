package chat.parley.query.proof;

import chat.parley.api.Actor;
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

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
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
        @Nullable String content;
        final boolean isFromAdmin;
        @Nullable String senderName;

        /** How many of the chat's messages up to this one, itself included, are the user's. */
        final long userMessages;

        final UUID clientMessageId;
        final Instant sentAt;
        @Nullable Instant readAt;

        private Message(MessageSent sent, long userMessagesBefore) {
            sequence = sent.sequence();
            id = sent.messageId();
            content = sent.content();
            isFromAdmin = sent.by().type() == Actor.Type.ADMIN;
            senderName = sent.by().name();
            clientMessageId = sent.clientMessageId();
            sentAt = sent.at();
            userMessages = userMessagesBefore + (isFromAdmin ? 0 : 1);
        }

        String sender() {
            return isFromAdmin ? "admin" : "user";
        }
    }

    /** What was changed about a chat at a moment. */
    record Change(
            String kind,
            Instant at,
            @Nullable String userEmail,
            @Nullable String userName,
            @Nullable Boolean archived,
            @Nullable Long upTo) {

        static final List<String> KINDS = List.of("archived", "details", "read", "viewed");

        /** In the order of time; of two of one kind at one moment the later counts. */
        long number() {
            return at.toEpochMilli() * KINDS.size() + KINDS.indexOf(kind) + 1;
        }

        private Change withoutPerson() {
            return new Change(kind, at, null, null, archived, upTo);
        }
    }

    @Nullable Instant startedAt;
    @Nullable String userId;
    @Nullable String userEmail;
    @Nullable String userName;
    @Nullable Instant archivedAt;
    @Nullable Instant erasedAt;
    long userReadUpTo;
    @Nullable Instant userReadAt;
    long adminViewedUpTo;
    @Nullable Instant adminViewedAt;

    /** When something last changed that the conversation shows. */
    @Nullable Instant conversationChangedAt;

    /** When something last changed that the admins' list shows. */
    @Nullable Instant listingChangedAt;

    final List<Message> messages = new ArrayList<>();
    final SortedMap<Long, Change> changes = new TreeMap<>();

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
                note("details", event.at(), null, null);
                changed(event);
            }
            case UserDetailsChanged details -> {
                userName = details.name();
                userEmail = details.email();
                note("details", event.at(), null, null);
                changed(event);
            }
            case MessageSent sent -> {
                Message last = lastMessage();
                messages.add(new Message(sent, last == null ? 0 : last.userMessages));
                changed(event);
            }
            case MessagesRead read -> {
                userReadUpTo = read.upToSequence();
                userReadAt = read.at();
                goneOverByUser = mark(goneOverByUser, read.upToSequence(), true, read.at());
                note("read", event.at(), null, read.upToSequence());
                conversationChangedAt = event.at();
            }
            case ChatViewed viewed -> {
                adminViewedUpTo = viewed.upToSequence();
                adminViewedAt = viewed.at();
                goneOverByAdmins =
                        mark(goneOverByAdmins, viewed.upToSequence(), false, viewed.at());
                note("viewed", event.at(), null, viewed.upToSequence());
                changed(event);
            }
            case ChatArchived archived -> {
                archivedAt = archived.at();
                note("archived", event.at(), true, null);
                changed(event);
            }
            case ChatRestored _ -> {
                archivedAt = null;
                note("archived", event.at(), false, null);
                changed(event);
            }
            case ChatErased erased -> {
                forget(erased.at());
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

    private void forget(Instant at) {
        erasedAt = at;
        archivedAt = archivedAt == null ? at : archivedAt;
        userId = null;
        userName = null;
        userEmail = null;
        for (Message message : messages) {
            message.content = null;
            message.senderName = null;
        }
        changes.replaceAll((_, change) -> change.withoutPerson());
        note("archived", at, true, null);
    }

    private void note(String kind, Instant at, @Nullable Boolean archived, @Nullable Long upTo) {
        boolean details = kind.equals("details");
        Change change =
                new Change(
                        kind,
                        at,
                        details ? userEmail : null,
                        details ? userName : null,
                        archived,
                        upTo);
        changes.put(change.number(), change);
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
