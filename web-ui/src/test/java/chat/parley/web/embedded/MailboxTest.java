package chat.parley.web.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.api.ChatId;

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

    @Test
    void onlyTheMailsOfOneChatAreRemoved() throws Exception {
        ChatId chat = ChatId.of("6f1c2f9e-3f0a-4b4e-9c55-0d6a3e0f7a11");
        Files.writeString(
                directory.resolve("000000000000001-6f1c2f9e-3f0a-4b4e-9c55-0d6a3e0f7a12.eml"),
                "Subject: Reply\r\nMessage-ID: <reply-" + chat + "-7@localhost>\r\n\r\nHello");
        Files.writeString(
                directory.resolve("000000000000002-6f1c2f9e-3f0a-4b4e-9c55-0d6a3e0f7a13.eml"),
                "Subject: Other\r\nMessage-ID: <reply-6f1c2f9e-3f0a-4b4e-9c55-0d6a3e0f7a14-7@x>"
                        + "\r\n\r\nHello");
        Files.writeString(
                directory.resolve("000000000000003-6f1c2f9e-3f0a-4b4e-9c55-0d6a3e0f7a15.eml"),
                "Subject: None of ours\r\n\r\nHello");
        Mailbox mailbox = new Mailbox(directory);

        mailbox.remove(chat::equals);

        assertThat(mailbox.all())
                .extracting(mail -> mail.subject())
                .containsExactly("None of ours", "Other");
    }

    @Test
    void whatIsHalfWrittenCanBeRemoved() throws Exception {
        Path draft = directory.resolve("000000000000001-x.eml.new");
        Files.writeString(draft, "Subject: half");

        new Mailbox(directory).removeDrafts();

        assertThat(draft).doesNotExist();
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
