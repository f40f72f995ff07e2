package chat.parley.command.replyemail;

import chat.parley.command.replyemail.ReplyEmail.Reply;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import org.jspecify.annotations.Nullable;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.web.util.HtmlUtils;

import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The words of the e-mail, as text and as HTML. */
final class ReplyEmailText {

    private static final String SUPPORT = "Support";

    private final String from;
    private final URI chatUrl;

    ReplyEmailText(String from, URI chatUrl) {
        this.from = from;
        this.chatUrl = chatUrl;
    }

    MimeMessage compose(ReplyEmail email, MimeMessage message) throws MessagingException {
        MimeMessageHelper helper =
                new MimeMessageHelper(
                        message,
                        MimeMessageHelper.MULTIPART_MODE_RELATED,
                        StandardCharsets.UTF_8.name());
        helper.setFrom(from);
        helper.setTo(email.to());
        helper.setSubject(subject(email));
        helper.setText(plain(email), html(email));
        message.setHeader("Message-ID", email.messageId());
        message.setHeader("Auto-Submitted", "auto-generated");
        return message;
    }

    private static String subject(ReplyEmail email) {
        int count = email.replies().size();
        String sender = nameOf(email.replies().getLast().adminName());
        return count == 1
                ? sender + " sent you a message"
                : "%d new messages from %s".formatted(count, sender);
    }

    private String plain(ReplyEmail email) {
        StringBuilder text = new StringBuilder(greeting(email)).append("\n\n");
        for (Reply reply : email.replies()) {
            text.append(nameOf(reply.adminName())).append(" wrote:\n");
            reply.preview().lines().forEach(line -> text.append("> ").append(line).append('\n'));
            text.append('\n');
        }
        return text.append("Read and answer here: ").append(chatUrl).append('\n').toString();
    }

    /**
     * Looks are given by attributes, not by styles: mail programs keep them, and so do pages that
     * show mails under a Content-Security-Policy without inline styles.
     */
    private String html(ReplyEmail email) {
        StringBuilder replies = new StringBuilder();
        for (Reply reply : email.replies()) {
            replies.append(
                    """
                    <p><font color="#57544d">%s wrote:</font></p>
                    <table role="presentation" width="100%%" cellpadding="12" cellspacing="0" bgcolor="#efede8">
                    <tr><td>%s</td></tr>
                    </table>
                    """
                            .formatted(
                                    escaped(nameOf(reply.adminName())),
                                    escaped(reply.preview()).replace("\n", "<br>")));
        }
        return """
        <!doctype html>
        <html lang="en">
        <body bgcolor="#ffffff" text="#1d1c1a" link="#4a4bcf">
        <font face="Helvetica, Arial, sans-serif">
        <p>%s</p>
        %s<p><a href="%s">Read and answer</a></p>
        </font>
        </body>
        </html>
        """
                .formatted(escaped(greeting(email)), replies, escaped(chatUrl.toString()));
    }

    private static String greeting(ReplyEmail email) {
        String hello = email.userName() == null ? "Hello," : "Hello " + email.userName() + ",";
        return hello + " there is an answer for you in the chat.";
    }

    private static String nameOf(@Nullable String adminName) {
        return adminName == null ? SUPPORT : adminName;
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, StandardCharsets.UTF_8.name());
    }
}
