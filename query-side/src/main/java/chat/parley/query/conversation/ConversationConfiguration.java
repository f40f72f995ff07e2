package chat.parley.query.conversation;

import chat.parley.query.readmodel.Projection;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import javax.sql.DataSource;

/** The read model {@code conversation} and what is answered from it. */
@Configuration(proxyBeanMethods = false)
public class ConversationConfiguration {

    @Bean
    Projection conversationProjection() {
        return new ConversationProjection();
    }

    @Bean
    Conversations conversations(ChatRecords chats, MessageRecords messages) {
        return new Conversations(chats, messages);
    }

    @Bean
    PastConversations pastConversations(MessageRecords messages, DataSource dataSource) {
        return new PastConversations(messages, JdbcClient.create(dataSource));
    }
}
