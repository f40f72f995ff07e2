package chat.parley.query.readmodel;

import chat.parley.log.EventLog;
import chat.parley.log.LogSignal;
import chat.parley.log.LogTail;
import chat.parley.log.ParkedStreams;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import javax.sql.DataSource;

/** Keeps the read models up with the log. */
@Configuration(proxyBeanMethods = false)
public class ReadModelConfiguration {

    @Bean
    ReadModels readModels(
            List<Projection> projections, EventLog log, LogTail tail, DataSource dataSource) {
        return new ReadModels(projections, log, tail, dataSource);
    }

    @Bean
    ParkedChats parkedChats(
            List<Projection> projections, ParkedStreams parkedStreams, DataSource dataSource) {
        return new ParkedChats(projections, parkedStreams, dataSource);
    }
}
