package chat.parley.query.push;

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
import chat.parley.api.MessageView;
import chat.parley.log.EventBatchHandler;
import chat.parley.log.LoggedEvent;

import java.util.List;

/**
 * Tells this node's sockets what happened, straight from the log: what a client hears does not wait
 * for a read model, and what a read model lacks is never announced as if it were there.
 */
final class ChatPush implements EventBatchHandler {

    private final Topics topics;
    private final InboxUpdates inboxUpdates;

    ChatPush(Topics topics, InboxUpdates inboxUpdates) {
        this.topics = topics;
        this.inboxUpdates = inboxUpdates;
    }

    @Override
    public void handle(List<LoggedEvent> events) {
        for (LoggedEvent logged : events) {
            if (logged.event() instanceof ChatEvent event) {
                tell(event, logged.position());
            }
        }
    }

    private void tell(ChatEvent event, long position) {
        String chat = Topics.chat(event.chatId());
        switch (event) {
            case MessageSent sent -> {
                MessageView message = MessageView.of(sent);
                topics.publish(chat, new Push.NewMessage(message));
                if (sent.by().type() != Actor.Type.ADMIN) {
                    topics.publish(
                            Topics.ADMINS,
                            new Push.NewUserMessage(
                                    sent.chatId().value(), sent.by().email(), message));
                }
                inboxUpdates.changed(sent.chatId(), position);
            }
            case MessagesRead read ->
                    topics.publish(
                            chat, new Push.MessagesRead("user", read.upToSequence(), read.at()));
            case ChatViewed viewed -> {
                topics.publish(
                        chat, new Push.MessagesRead("admin", viewed.upToSequence(), viewed.at()));
                inboxUpdates.changed(viewed.chatId(), position);
            }
            case UserDetailsChanged _, ChatArchived _, ChatRestored _, ChatErased _ ->
                    inboxUpdates.changed(event.chatId(), position);
            case ChatStarted _,
                    ReplyEmailRequested _,
                    ReplyEmailSkipped _,
                    ReplyEmailAttempted _,
                    ReplyEmailSent _,
                    ReplyEmailFailed _,
                    ReplyEmailUnknown _ -> {
                // A chat without messages is not listed, and e-mails are told in the history only.
            }
        }
    }
}
