package chat.parley.command.chat;

import chat.parley.api.ChatCommand;

import org.axonframework.common.caching.Cache;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What the {@link Chat} needs around it. */
@Configuration(proxyBeanMethods = false)
@Import(Chat.class)
public class ChatConfiguration {

    private static final long CHATS_IN_MEMORY = 10_000;

    @Bean
    Cache chatCache() {
        return new ChatCache(CHATS_IN_MEMORY);
    }

    /** Every command says which chat it is for; there is no need to search it for an annotation. */
    @Bean
    CommandTargetResolver chatTargets() {
        return command ->
                new VersionedAggregateIdentifier(
                        ((ChatCommand) command.getPayload()).chatId().toString(), null);
    }
}
