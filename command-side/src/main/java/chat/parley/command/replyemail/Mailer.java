package chat.parley.command.replyemail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.MimeMessage;

import org.eclipse.angus.mail.util.MailConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailParseException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.function.Supplier;

/** Hands e-mails to the mail server and says what is known of the outcome. */
final class Mailer {

    private static final Logger log = LoggerFactory.getLogger(Mailer.class);

    private final Supplier<JavaMailSender> smtp;
    private final ReplyEmailText text;

    Mailer(Supplier<JavaMailSender> smtp, ReplyEmailText text) {
        this.smtp = smtp;
        this.text = text;
    }

    /** What became of an attempt. */
    sealed interface Outcome {

        /** The mail server took it. */
        record Sent() implements Outcome {}

        /**
         * The mail server has it not, for certain.
         *
         * @param reason in general words, without addresses
         */
        record NotSent(String reason) implements Outcome {}

        /** The connection broke after the mail server may have taken it. */
        record Unknown() implements Outcome {}
    }

    Outcome send(ReplyEmail email) {
        JavaMailSender server = smtp.get();
        try {
            MimeMessage message = text.compose(email, server.createMimeMessage());
            server.send(message);
            return new Outcome.Sent();
        } catch (MailException failure) {
            Outcome outcome = outcomeOf(failure);
            log.warn("A reply e-mail was not taken by the mail server: {}", outcome);
            return outcome;
        } catch (MessagingException unspeakable) {
            log.warn("A reply e-mail could not be composed.");
            return new Outcome.NotSent("the e-mail could not be composed");
        }
    }

    private static Outcome outcomeOf(MailException failure) {
        return switch (failure) {
            case MailAuthenticationException _ ->
                    new Outcome.NotSent("the mail server refused the sign-in");
            case MailParseException _ -> new Outcome.NotSent("the e-mail could not be composed");
            case MailSendException send when causes(send, SendFailedException.class) ->
                    new Outcome.NotSent("the mail server refused the e-mail");
            case MailSendException send when neverConnected(send) ->
                    new Outcome.NotSent("the mail server could not be reached");
            default -> new Outcome.Unknown();
        };
    }

    private static boolean neverConnected(MailSendException failure) {
        return causes(failure, MailConnectException.class)
                || causes(failure, ConnectException.class)
                || causes(failure, UnknownHostException.class)
                || causes(failure, NoRouteToHostException.class)
                || causes(failure, AuthenticationFailedException.class)
                || failure.getFailedMessages().isEmpty();
    }

    private static boolean causes(MailSendException failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        for (Exception cause : failure.getMessageExceptions()) {
            for (Throwable nested = cause; nested != null; nested = nested.getCause()) {
                if (type.isInstance(nested)) {
                    return true;
                }
            }
        }
        return false;
    }
}
