package chat.parley.web.embedded;

import chat.parley.api.ChatId;
import chat.parley.command.erasure.NodeMemory;
import chat.parley.log.EventLog;
import chat.parley.log.FailureReason;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Removes captured mails to persons who were erased, also while this node was not running. */
class MailOfErased implements NodeMemory {

    private static final Logger LOGGER = LoggerFactory.getLogger(MailOfErased.class);

    private final Mailbox mailbox;
    private final EventLog events;

    MailOfErased(Mailbox mailbox, EventLog events) {
        this.mailbox = mailbox;
        this.events = events;
    }

    @Override
    public void forget(ChatId chat) {
        try {
            mailbox.remove(chat::equals);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @EventListener(ApplicationReadyEvent.class)
    void forgetAllWhoWereErased() {
        try {
            mailbox.removeDrafts();
            mailbox.remove(chat -> events.erasedAt(chat).isPresent());
        } catch (IOException | DataAccessException e) {
            LOGGER.warn(
                    "Mails to erased persons may be left in the mailbox: {}", FailureReason.of(e));
        }
    }
}
