package chat.parley.command.erasure;

import chat.parley.command.chat.ChatGateway;
import chat.parley.log.EventLog;
import chat.parley.log.LogFollower;
import chat.parley.log.LogTail;
import chat.parley.log.PersonalParts;
import chat.parley.log.StreamSnapshots;
import chat.parley.log.TailReader;

import org.axonframework.common.caching.Cache;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Clock;

import javax.sql.DataSource;

/** Erasure from the event to what can be certified. */
@Configuration(proxyBeanMethods = false)
public class ErasureConfiguration {

    @Bean
    NodeMemories nodeMemories(ObjectProvider<NodeMemory> memories) {
        return new NodeMemories(memories::stream);
    }

    /** A chat in memory knows its user's name and address. */
    @Bean
    NodeMemory chatsInMemory(Cache chatCache) {
        return chat -> chatCache.remove(chat.toString());
    }

    @Bean
    ErasureRecords erasureRecords(DataSource dataSource) {
        return new ErasureRecords(dataSource);
    }

    @Bean
    LogFollower erasureFollower(
            DataSource dataSource,
            LogTail tail,
            PersonalParts personalParts,
            StreamSnapshots snapshots,
            NodeMemories memories,
            ErasureRecords records) {
        return new LogFollower(
                "erasure",
                LogFollower.Start.FIRST_EVENT,
                LogFollower.AT_LEISURE,
                dataSource,
                tail,
                new WhenChatErasedThenForgetPerson(personalParts, snapshots, memories, records));
    }

    @Bean
    TailReader erasureReader(LogTail tail, NodeMemories memories) {
        return new TailReader("erasure", tail, new WhenChatErasedThenForgetOnThisNode(memories));
    }

    @Bean
    Erasures erasures(
            ChatGateway chats,
            EventLog log,
            @Qualifier("erasureFollower") LogFollower follower,
            ErasureRecords records,
            Clock clock) {
        return new Erasures(chats, log, follower, records, clock);
    }
}
