package chat.parley.command.replyemail;

import chat.parley.api.ChatEvent.FailReason;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.MimeMessage;

import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailParseException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;

import java.util.Arrays;
import java.util.function.Supplier;

/** Hands e-mails to the mail server and says what is known of the outcome. */
final class Mailer {

    private static final Logger LOGGER = LoggerFactory.getLogger(Mailer.class);

    private static final int NO_ANSWER = -1;
    private static final String END_OF_MAIL = ".";

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

        /** The mail server has it not, for certain. */
        record NotSent(FailReason reason) implements Outcome {}

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
            LOGGER.warn("A reply e-mail was not taken by the mail server: {}", outcome);
            return outcome;
        } catch (MessagingException unspeakable) {
            LOGGER.warn("A reply e-mail could not be composed.");
            return new Outcome.NotSent(FailReason.NOT_COMPOSED);
        }
    }

    private static Outcome outcomeOf(MailException failure) {
        return switch (failure) {
            case MailAuthenticationException _ -> new Outcome.NotSent(FailReason.SIGN_IN_REFUSED);
            case MailParseException _ -> new Outcome.NotSent(FailReason.NOT_COMPOSED);
            case MailSendException send when onlyTheGoodbyeFailed(send) -> new Outcome.Sent();
            case MailSendException send when neverBegan(send) ->
                    new Outcome.NotSent(FailReason.UNREACHABLE);
            case MailSendException send when wasRefused(send) ->
                    new Outcome.NotSent(FailReason.REFUSED);
            default -> new Outcome.Unknown();
        };
    }

    /** Then no message failed: the server had taken it before. */
    private static boolean onlyTheGoodbyeFailed(MailSendException failure) {
        return failure.getCause() != null && failure.getMessageExceptions().length == 0;
    }

    /** Spring then gives the failure to connect as the failure of each message. */
    private static boolean neverBegan(MailSendException failure) {
        return Arrays.asList(failure.getMessageExceptions()).contains(failure.getCause());
    }

    /** Whether the server said no, or went away before it had the whole e-mail. */
    private static boolean wasRefused(MailSendException failure) {
        return Arrays.stream(failure.getMessageExceptions())
                .allMatch(cause ->
                        cause instanceof SendFailedException
                                && !(cause instanceof SMTPSendFailedException last
                                        && last.getReturnCode() == NO_ANSWER
                                        && END_OF_MAIL.equals(last.getCommand())));
    }
}
