package chat.parley.query.push;

import chat.parley.log.LogTail;
import chat.parley.log.TailReader;
import chat.parley.query.inbox.Inbox;
import chat.parley.query.readmodel.ParkedChats;
import chat.parley.query.readmodel.ReadModelWatch;
import chat.parley.query.readmodel.ReadModels;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Pushes from this node's end of the log to this node's sockets. */
@Configuration(proxyBeanMethods = false)
public class PushConfiguration {

    @Bean
    InboxUpdates inboxUpdates(Topics topics, Inbox inbox, ReadModels readModels) {
        return new InboxUpdates(topics, inbox, readModels);
    }

    @Bean
    TailReader pushReader(LogTail tail, Topics topics, InboxUpdates updates) {
        return new TailReader("push", tail, new ChatPush(topics, updates));
    }

    @Bean
    SmartInitializingSingleton retriedChatPush(ParkedChats parkedChats, InboxUpdates updates) {
        return () -> parkedChats.onRetried(updates::changed);
    }

    @Bean
    SmartInitializingSingleton readModelPush(Topics topics, ReadModelWatch watch) {
        return () ->
                watch.onProgress(status ->
                        topics.publish(Topics.ADMINS, new Push.ReadModelProgress(status)));
    }
}
