package chat.parley.web;

import chat.parley.command.replyemail.EmailAvailability;
import chat.parley.web.settings.ParleySettings;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import java.net.URI;

/** Tells whoever started Parley where to go. */
@Component
class Welcome {

    private static final Logger log = LoggerFactory.getLogger(Welcome.class);

    private final ParleySettings settings;
    private final EmailAvailability email;

    Welcome(ParleySettings settings, EmailAvailability email) {
        this.settings = settings;
        this.email = email;
    }

    @EventListener(ApplicationReadyEvent.class)
    void tell() {
        URI url = settings.publicUrl();
        log.info("Answer chats at {}/admin, signed in as {}", url, settings.admin().email());
        if (settings.demo()) {
            log.info("Try the chat as a user at {}/demo", url);
            log.info("Read the mails that Parley sent at {}/dev/mail", url);
        }
        if (!email.available()) {
            log.info("E-mail is off, for spring.mail.host is not set");
        }
    }
}
