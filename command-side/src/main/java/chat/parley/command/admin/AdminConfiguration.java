package chat.parley.command.admin;

import chat.parley.log.EventLog;
import chat.parley.log.ParkedStreams;

import org.axonframework.common.lock.LockFactory;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The way of admins' acts into the log. */
@Configuration(proxyBeanMethods = false)
public class AdminConfiguration {

    @Bean
    AdminLog adminLog(EventStorageEngine engine, EventLog log, LockFactory chatLocks) {
        return new AdminLog(engine, log, chatLocks);
    }

    @Bean
    WhenChatIsParkedThenRecordIt whenChatIsParkedThenRecordIt(
            ParkedStreams parkedStreams, AdminLog adminLog, EventLog log) {
        return new WhenChatIsParkedThenRecordIt(parkedStreams, adminLog, log);
    }
}
