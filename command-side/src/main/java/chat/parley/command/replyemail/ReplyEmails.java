package chat.parley.command.replyemail;

import chat.parley.api.Actor;
import chat.parley.api.ChatEvent.ChatStarted;
import chat.parley.api.ChatEvent.MessageSent;
import chat.parley.api.ChatEvent.MessagesRead;
import chat.parley.api.ChatEvent.ReplyEmailRequested;
import chat.parley.api.ChatEvent.UserDetailsChanged;
import chat.parley.api.Preview;
import chat.parley.command.replyemail.ReplyEmail.Reply;
import chat.parley.log.EventLog;
import chat.parley.log.LoggedEvent;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads from the log what an e-mail has to say: the newest address, and what of the request is
 * unread by now.
 */
final class ReplyEmails {

    private static final int PREVIEW_CHARACTERS = 200;

    private final EventLog log;
    private final URI chatUrl;

    ReplyEmails(EventLog log, URI chatUrl) {
        this.log = log;
        this.chatUrl = chatUrl;
    }

    /**
     * @throws IllegalStateException if no e-mail was requested for this window, or the user has no
     *     address
     */
    ReplyEmail find(EmailWindow window) {
        String address = null;
        String userName = null;
        long readUpTo = 0;
        ReplyEmailRequested request = null;
        List<MessageSent> replies = new ArrayList<>();
        for (LoggedEvent logged : log.readStream(window.chatId(), 0)) {
            switch (logged.event()) {
                case ChatStarted started -> {
                    address = started.email();
                    userName = started.name();
                }
                case UserDetailsChanged changed -> {
                    address = changed.email();
                    userName = changed.name();
                }
                case MessagesRead read -> readUpTo = read.upToSequence();
                case MessageSent sent when sent.by().type() == Actor.Type.ADMIN ->
                        replies.add(sent);
                case ReplyEmailRequested requested when requested.window() == window.sequence() ->
                        request = requested;
                default -> {
                    // Everything else is not told in an e-mail.
                }
            }
        }
        if (request == null || address == null) {
            throw new IllegalStateException("There is no e-mail to send for window " + window);
        }
        long first = Math.max(request.fromSequence(), readUpTo + 1);
        long last = request.upToSequence();
        return new ReplyEmail(
                ReplyEmailId.of(window, chatUrl.getHost()),
                address,
                userName,
                request.at(),
                replies.stream()
                        .filter(reply -> reply.sequence() >= first && reply.sequence() <= last)
                        .map(reply ->
                                new Reply(
                                        reply.by().name(),
                                        Preview.within(
                                                String.valueOf(reply.content()),
                                                PREVIEW_CHARACTERS),
                                        reply.at()))
                        .toList());
    }
}
