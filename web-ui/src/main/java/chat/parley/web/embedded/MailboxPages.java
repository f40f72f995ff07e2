package chat.parley.web.embedded;

import chat.parley.web.embedded.Mailbox.CapturedMail;
import chat.parley.web.pages.Page;

import io.swagger.v3.oas.annotations.Hidden;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.util.List;

/** The mailbox, to look at and for programs. */
@Hidden
@RestController
@ConditionalOnBooleanProperty("parley.demo")
class MailboxPages {

    private final Mailbox mailbox;

    MailboxPages(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    @GetMapping("/dev/mail")
    ResponseEntity<Resource> page() {
        return Page.named("mail");
    }

    @GetMapping(path = "/dev/mail.json", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<List<CapturedMail>> mails() throws IOException {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(mailbox.all());
    }
}
