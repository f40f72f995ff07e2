package chat.parley.web.embedded;

import chat.parley.command.replyemail.EmailAvailability;
import chat.parley.log.EventLog;
import chat.parley.web.settings.DataDir;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Where mails go: to the operator's SMTP server, else in the demo to the mailbox, else nowhere. */
@Configuration(proxyBeanMethods = false)
class MailConfiguration {

    @Bean
    EmailAvailability emailAvailability(Environment environment) {
        return new EmailAvailability(
                environment.containsProperty("spring.mail.host")
                        || environment.getProperty("parley.demo", Boolean.class, false));
    }

    @Bean
    @ConditionalOnBooleanProperty("parley.demo")
    Mailbox mailbox(DataDir dataDir) {
        return new Mailbox(dataDir.directory("mail"));
    }

    @Bean
    @ConditionalOnBooleanProperty("parley.demo")
    MailOfErased mailOfErased(Mailbox mailbox, EventLog log) {
        return new MailOfErased(mailbox, log);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty("parley.demo")
    @Conditional(NoSmtpSet.class)
    static class Captured {

        @Bean
        MailboxServer mailboxServer(Mailbox mailbox) {
            return new MailboxServer(mailbox);
        }

        @Bean
        JavaMailSender javaMailSender(MailboxServer server) {
            var sender = new JavaMailSenderImpl();
            sender.setHost(MailboxServer.HOST);
            sender.setPort(server.port());
            sender.setDefaultEncoding("UTF-8");
            return sender;
        }
    }

    static final class NoSmtpSet extends NoneNestedConditions {

        NoSmtpSet() {
            super(ConfigurationPhase.PARSE_CONFIGURATION);
        }

        @ConditionalOnProperty("spring.mail.host")
        static final class SmtpSet {}
    }
}
