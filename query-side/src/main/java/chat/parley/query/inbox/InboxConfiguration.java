package chat.parley.query.inbox;

import chat.parley.query.readmodel.Projection;

import jakarta.persistence.EntityManager;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The read model {@code inbox} and what is answered from it. */
@Configuration(proxyBeanMethods = false)
public class InboxConfiguration {

    @Bean
    Projection inboxProjection() {
        return new InboxProjection();
    }

    @Bean
    Inbox inbox(EntityManager entities, InboxEntries entries) {
        return new Inbox(entities, entries);
    }
}
