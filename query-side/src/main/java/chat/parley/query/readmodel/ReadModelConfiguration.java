package chat.parley.query.readmodel;

import chat.parley.log.EventLog;
import chat.parley.log.LogTail;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.util.List;

import javax.sql.DataSource;

/** Keeps the read models up with the log. */
@Configuration(proxyBeanMethods = false)
public class ReadModelConfiguration {

    @Bean
    ReadModels readModels(
            List<Projection> projections, EventLog log, LogTail tail, DataSource dataSource) {
        return new ReadModels(projections, log, tail, dataSource);
    }
}
