package chat.parley.web;

import chat.parley.command.replyemail.EmailAvailability;
import chat.parley.web.identity.Admins;
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

    private static final Logger LOGGER = LoggerFactory.getLogger(Welcome.class);

    private final ParleySettings settings;
    private final Admins admins;
    private final EmailAvailability email;

    Welcome(ParleySettings settings, Admins admins, EmailAvailability email) {
        this.settings = settings;
        this.admins = admins;
        this.email = email;
    }

    @EventListener(ApplicationReadyEvent.class)
    void tell() {
        URI url = settings.publicUrl();
        String address = settings.admin().email();
        // The setting counted only while there was no admin.
        if (admins.know(address)) {
            LOGGER.info("Answer chats at {}/admin, signed in as {}", url, address);
        } else {
            LOGGER.info(
                    "Answer chats at {}/admin, signed in as the admin who is there already", url);
        }
        if (settings.demo()) {
            LOGGER.info("Try the chat as a user at {}/demo", url);
            LOGGER.info("Read the mails that Parley sent at {}/dev/mail", url);
        }
        if (!email.available()) {
            LOGGER.info("E-mail is off, for spring.mail.host is not set");
        }
    }
}
