package chat.parley.web.live;

import chat.parley.command.erasure.NodeMemory;
import chat.parley.log.EventLog;
import chat.parley.log.LogSignal;
import chat.parley.web.identity.AdminSessions;
import chat.parley.web.identity.WidgetTokens;
import chat.parley.web.problem.ProblemType;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the sockets take from the rest of Parley, apart from the chats themselves. */
@Configuration(proxyBeanMethods = false)
class LiveSurroundings {

    @Bean
    LiveLimits liveLimits() {
        return LiveLimits.CONTRACT;
    }

    @Bean
    TokenVerifier tokenVerifier(WidgetTokens tokens) {
        return tokens::verify;
    }

    @Bean
    SignIns signIns(AdminSessions sessions) {
        return sessions::validAmong;
    }

    @Bean
    NodeMemory socketsOfErased(Sockets sockets) {
        return chat ->
                sockets.failAllOf(chat, StompFailure.refused(ProblemType.PERSON_ERASED.sentence()));
    }

    @Bean
    OtherNodes otherNodes(JdbcClient database, LogSignal signal) {
        return new PostgresNotifications(database, signal);
    }

    /** Asks the log, for a chat that began a moment ago may not be in a read model yet. */
    @Bean
    ChatDirectory chatDirectory(EventLog log) {
        return chat -> log.lastSequence(chat.toString()).isPresent();
    }
}
