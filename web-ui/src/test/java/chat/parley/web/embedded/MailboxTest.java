package chat.parley.web.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;

import java.nio.file.Files;
import java.nio.file.Path;

class MailboxTest {

    @TempDir private Path directory;

    @Test
    void aMailThatWasTakenSurvivesARestart() throws Exception {
        try (var server = new MailboxServer(new Mailbox(directory))) {
            send(server, "First", "ada@example.com");
            send(server, "Zwölf Äpfel", "ada@example.com", "bob@example.com");
        }

        var mails = new Mailbox(directory).all();

        assertThat(mails)
                .extracting(mail -> mail.subject())
                .containsExactly("Zwölf Äpfel", "First");
        var mail = mails.getFirst();
        assertThat(mail.from()).isEqualTo("parley@localhost");
        assertThat(mail.to()).containsExactly("ada@example.com", "bob@example.com");
        assertThat(mail.text().strip()).isEqualTo("plain ä");
        assertThat(mail.html().strip()).isEqualTo("<b>rich ä</b>");
        assertThat(mail.receivedAt()).isNotNull();
    }

    @Test
    void aMailThatCannotBeKeptIsNotTaken() throws Exception {
        try (var server = new MailboxServer(new Mailbox(directory.resolve("gone")))) {
            assertThatThrownBy(() -> send(server, "Lost", "ada@example.com"))
                    .isInstanceOf(MailSendException.class)
                    .hasMessageContaining("451");
        }
    }

    @Test
    void whatIsHalfWrittenIsNoMail() throws Exception {
        Files.writeString(directory.resolve("000000000000001-x.eml.new"), "Subject: half");

        assertThat(new Mailbox(directory).all()).isEmpty();
    }

    private static void send(MailboxServer server, String subject, String... to) throws Exception {
        var sender = new JavaMailSenderImpl();
        sender.setHost(MailboxServer.HOST);
        sender.setPort(server.port());
        var helper = new MimeMessageHelper(sender.createMimeMessage(), true, "UTF-8");
        helper.setFrom("parley@localhost");
        helper.setTo(to);
        helper.setSubject(subject);
        helper.setText("plain ä", "<b>rich ä</b>");
        sender.send(helper.getMimeMessage());
    }
}
