package chat.parley.query.readmodel;

import chat.parley.log.EventLog;
import chat.parley.log.LogSignal;
import chat.parley.log.LogTail;
import chat.parley.log.LongWork;
import chat.parley.log.ParkedStreams;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import javax.sql.DataSource;

/** Keeps the read models up with the log, and rebuilds them beside that. */
@Configuration(proxyBeanMethods = false)
public class ReadModelConfiguration {

    @Bean
    ReadModels readModels(
            List<Projection> projections, EventLog log, LogTail tail, DataSource dataSource) {
        return new ReadModels(projections, log, tail, dataSource);
    }

    @Bean
    ParkedChats parkedChats(
            List<Projection> projections,
            ParkedStreams parkedStreams,
            LogSignal signal,
            DataSource dataSource) {
        return new ParkedChats(projections, parkedStreams, signal, dataSource);
    }

    @Bean
    RebuildClaims rebuildClaims(DataSource dataSource) {
        return new RebuildClaims(dataSource);
    }

    @Bean
    ReadModelStatuses readModelStatuses(List<Projection> projections, DataSource dataSource) {
        return new ReadModelStatuses(names(projections), dataSource);
    }

    @Bean
    Rebuilds rebuilds(
            List<Projection> projections,
            RebuildClaims claims,
            ReadModelStatuses statuses,
            LongWork longWork,
            LogSignal signal) {
        return new Rebuilds(projections, claims, statuses, longWork, signal);
    }

    @Bean
    ReadModelWatch readModelWatch(
            List<Projection> projections,
            RebuildClaims claims,
            ReadModelStatuses statuses,
            DataSource dataSource,
            LogSignal signal) {
        return new ReadModelWatch(names(projections), claims, statuses, dataSource, signal);
    }

    @Bean
    SchemaRightsCheck schemaRightsCheck(List<Projection> projections, DataSource dataSource) {
        return new SchemaRightsCheck(names(projections), dataSource);
    }

    private static Set<String> names(List<Projection> projections) {
        return projections.stream().map(Projection::name).collect(Collectors.toSet());
    }
}
