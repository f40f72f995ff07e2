package chat.parley.query.history;

import chat.parley.log.EventLog;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The audit trail. */
@Configuration(proxyBeanMethods = false)
public class HistoryConfiguration {

    @Bean
    History history(EventLog log) {
        return new History(log);
    }

    @Bean
    AuditLog auditLog(EventLog log) {
        return new AuditLog(log);
    }
}
