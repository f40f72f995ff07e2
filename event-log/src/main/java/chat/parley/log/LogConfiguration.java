package chat.parley.log;

import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import javax.sql.DataSource;

/** The log and Axon's way to it, on the one data source of the application. */
@Configuration(proxyBeanMethods = false)
public class LogConfiguration {

    @Bean
    EventLog eventLog(DataSource dataSource) {
        return new EventLog(dataSource);
    }

    @Bean
    LogSignal logSignal(DataSource dataSource) {
        return new LogSignal(dataSource);
    }

    @Bean
    LogTail logTail(EventLog eventLog, LogSignal logSignal) {
        return new LogTail(eventLog, logSignal);
    }

    @Bean
    EventStorageEngine eventStorageEngine(
            DataSource dataSource,
            EventLog eventLog,
            LogTail logTail,
            ObjectProvider<SnapshotReader> snapshots) {
        return new PostgresEventStorageEngine(
                dataSource, eventLog, logTail, snapshots.getIfAvailable(() -> SnapshotReader.NONE));
    }

    @Bean
    EventStore eventStore(EventStorageEngine eventStorageEngine) {
        return new LogEventStore(eventStorageEngine);
    }

    @Bean
    StreamSnapshots streamSnapshots(DataSource dataSource) {
        return new StreamSnapshots(dataSource);
    }

    @Bean
    ParkedStreams parkedStreams(DataSource dataSource, EventLog eventLog) {
        return new ParkedStreams(dataSource, eventLog);
    }

    @Bean
    LongWork longWork(DataSource dataSource) {
        return new LongWork(dataSource);
    }

    @Bean
    PersonalParts personalParts(DataSource dataSource) {
        return new PersonalParts(dataSource);
    }

    @Bean
    DurabilityCheck durabilityCheck(DataSource dataSource) {
        return new DurabilityCheck(dataSource);
    }
}
