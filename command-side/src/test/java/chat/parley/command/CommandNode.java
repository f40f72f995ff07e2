package chat.parley.command;

import chat.parley.command.admin.AdminConfiguration;
import chat.parley.command.admin.AdminLog;
import chat.parley.command.chat.ChatConfiguration;
import chat.parley.command.chat.ChatGateway;
import chat.parley.command.erasure.ErasureConfiguration;
import chat.parley.command.erasure.Erasures;
import chat.parley.command.replyemail.EmailAvailability;
import chat.parley.command.replyemail.ReplyEmailConfiguration;
import chat.parley.command.replyemail.ReplyEmailSettings;
import chat.parley.log.EventLog;
import chat.parley.log.LogConfiguration;

import org.axonframework.springboot.autoconfig.AxonDbSchedulerAutoConfiguration;
import org.axonframework.springboot.autoconfig.JdbcAutoConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;

import javax.sql.DataSource;

/** The command side of a node on a database; several of them may share one. */
public final class CommandNode implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private CommandNode(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** A node that sends no e-mail. */
    public static CommandNode on(DataSource database) {
        return start(database, new EmailAvailability(false), Duration.ofMinutes(5), 0);
    }

    /** A node that mails what stays unread for so long to an SMTP server of this machine. */
    public static CommandNode mailing(DataSource database, Duration delay, int smtpPort) {
        return start(database, new EmailAvailability(true), delay, smtpPort);
    }

    private static CommandNode start(
            DataSource database, EmailAvailability email, Duration delay, int smtpPort) {
        ApplicationContextInitializer<GenericApplicationContext> surroundings =
                context -> {
                    context.registerBean(
                            "dataSource",
                            DataSource.class,
                            () -> database,
                            definition -> definition.setDestroyMethodName(""));
                    context.registerBean(EmailAvailability.class, () -> email);
                    context.registerBean(
                            ReplyEmailSettings.class,
                            () ->
                                    new ReplyEmailSettings(
                                            delay,
                                            "support@example.com",
                                            URI.create("https://chat.example.com")));
                };
        return new CommandNode(
                new SpringApplicationBuilder(Beans.class)
                        .web(WebApplicationType.NONE)
                        .initializers(surroundings)
                        .properties(
                                "axon.axonserver.enabled=false",
                                "axon.serializer.general=jackson3",
                                "db-scheduler.polling-interval=200ms",
                                "db-scheduler.heartbeat-interval=1s",
                                "spring.mail.host=127.0.0.1",
                                "spring.mail.port=" + smtpPort,
                                "spring.mail.properties.mail.smtp.timeout=2000")
                        .run());
    }

    public ChatGateway chats() {
        return context.getBean(ChatGateway.class);
    }

    public Erasures erasures() {
        return context.getBean(Erasures.class);
    }

    public EventLog log() {
        return context.getBean(EventLog.class);
    }

    public AdminLog adminLog() {
        return context.getBean(AdminLog.class);
    }

    @Override
    public void close() {
        context.close();
    }

    @EnableAutoConfiguration(
            exclude = {
                DataSourceAutoConfiguration.class,
                FlywayAutoConfiguration.class,
                JdbcAutoConfiguration.class,
                AxonDbSchedulerAutoConfiguration.class
            })
    @Import({
        LogConfiguration.class,
        AdminConfiguration.class,
        ChatConfiguration.class,
        ReplyEmailConfiguration.class,
        ErasureConfiguration.class
    })
    static class Beans {

        @Bean
        Clock clock() {
            return Clock.tickMillis(ZoneOffset.UTC);
        }
    }
}
