package chat.parley.command.replyemail;

import chat.parley.command.chat.ChatGateway;
import chat.parley.log.EventLog;
import chat.parley.log.LogFollower;
import chat.parley.log.LogTail;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.event.SchedulerListener;
import com.github.kagkarlsson.scheduler.task.Task;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSender;

import java.time.Clock;

import javax.sql.DataSource;

/** The reply e-mail from the log to the mail server. */
@Configuration(proxyBeanMethods = false)
public class ReplyEmailConfiguration {

    @Bean
    WhenReplyStaysUnreadThenEmailUser whenReplyStaysUnreadThenEmailUser(
            ObjectProvider<SchedulerClient> scheduler,
            ChatGateway chats,
            EventLog log,
            ObjectProvider<JavaMailSender> smtp,
            EmailAvailability availability,
            ReplyEmailSettings settings,
            Clock clock) {
        return new WhenReplyStaysUnreadThenEmailUser(
                scheduler::getObject,
                chats,
                new ReplyEmails(log, settings.chatUrl()),
                new Mailer(
                        smtp::getObject, new ReplyEmailText(settings.from(), settings.chatUrl())),
                settings.delay(),
                availability,
                clock);
    }

    @Bean
    Task<Void> replyEmailDeadline(WhenReplyStaysUnreadThenEmailUser automation) {
        return automation.deadline();
    }

    @Bean
    SchedulerListener deadlineWatch() {
        return new DeadlineWatch();
    }

    /**
     * Passes the events by while there is no mail server, so that one that is set later does not
     * get the past to mail.
     */
    @Bean
    LogFollower replyEmailFollower(
            DataSource dataSource, LogTail tail, WhenReplyStaysUnreadThenEmailUser automation) {
        return new LogFollower(
                "reply-email",
                LogFollower.Start.FIRST_EVENT,
                LogFollower.AT_LEISURE,
                dataSource,
                tail,
                automation);
    }
}
