package chat.parley.command.chat;

import chat.parley.api.ChatCommand;
import chat.parley.log.EventLog;
import chat.parley.log.StreamSnapshots;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.DuplicateCommandHandlerResolution;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.caching.Cache;
import org.axonframework.common.lock.LockFactory;
import org.axonframework.common.lock.PessimisticLockFactory;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.correlation.MessageOriginProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The chat, what it needs around it, and the way to it. */
@Configuration(proxyBeanMethods = false)
@Import(Chat.class)
public class ChatConfiguration {

    private static final long CHATS_IN_MEMORY = 10_000;

    /** Milliseconds and attempts, of which Axon takes two for itself. */
    private static final int LOCK_ATTEMPT = 25;

    private static final int LOCK_ATTEMPTS = 122;

    @Bean
    Cache chatCache() {
        return new ChatCache(CHATS_IN_MEMORY);
    }

    /**
     * Commands of one chat wait for each other, three seconds at most instead of Axon's minute:
     * long enough for hundreds that come at once, short enough to be told in time of a frozen
     * database.
     */
    @Bean
    LockFactory chatLocks() {
        return PessimisticLockFactory.builder()
                .lockAttemptTimeout(LOCK_ATTEMPT)
                .acquireAttempts(LOCK_ATTEMPTS)
                .build();
    }

    @Bean
    ChatSnapshots chatSnapshots(StreamSnapshots snapshots, EventLog log) {
        return new ChatSnapshots(snapshots, log);
    }

    /** Every command says which chat it is for; there is no need to search it for an annotation. */
    @Bean
    CommandTargetResolver chatTargets() {
        return command ->
                new VersionedAggregateIdentifier(
                        ((ChatCommand) command.getPayload()).chatId().toString(), null);
    }

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
    ChatGateway chatGateway(CommandBus commands, EventLog log, EventStorageEngine engine) {
        return new ChatGateway(commands, new UnreadableChats(log, engine));
    }
}
