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

    private String html(ReplyEmail email) {
        StringBuilder body = new StringBuilder();
        for (Reply reply : email.replies()) {
            body.append("<p style=\"margin:0 0 4px;color:#57544d\">")
                    .append(escaped(nameOf(reply.adminName())))
                    .append(" wrote:</p>")
                    .append(
                            "<p style=\"margin:0 0 16px;padding:10px 14px;background:#efede8;"
                                    + "border-radius:12px;white-space:pre-wrap\">")
                    .append(escaped(reply.preview()))
                    .append("</p>");
        }
        return """
        <!doctype html>
        <html lang="en">
        <body style="margin:0;padding:24px;font:15px/1.5 sans-serif;color:#1d1c1a">
        <p>%s</p>
        %s
        <p><a href="%s" style="color:#4a4bcf">Read and answer</a></p>
        </body>
        </html>
        """
                .formatted(escaped(greeting(email)), body, escaped(chatUrl.toString()));
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
