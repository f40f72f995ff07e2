package chat.parley.command;

import chat.parley.command.chat.ChatConfiguration;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.DuplicateCommandHandlerResolution;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.messaging.correlation.MessageOriginProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The command side as one import. */
@Configuration(proxyBeanMethods = false)
@Import(ChatConfiguration.class)
public class CommandConfiguration {

    /**
     * Without a transaction: the append to the log is one statement of its own, and a command that
     * held a connection while a chat is loaded over a second one would let the pool stand still.
     */
    @Bean
    CommandBus commandBus() {
        SimpleCommandBus bus =
                SimpleCommandBus.builder()
                        .transactionManager(NoTransactionManager.INSTANCE)
                        .duplicateCommandHandlerResolver(
                                DuplicateCommandHandlerResolution.rejectDuplicates())
                        .build();
        bus.registerHandlerInterceptor(
                new CorrelationDataInterceptor<>(new MessageOriginProvider()));
        return bus;
    }

    @Bean
    ChatGateway chatGateway(CommandBus commands) {
        return new ChatGateway(commands);
    }
}
