package chat.parley.query;

import chat.parley.api.Event;
import chat.parley.log.EventLog;
import chat.parley.log.LogConfiguration;
import chat.parley.log.TestDatabase;
import chat.parley.query.conversation.ConversationConfiguration;
import chat.parley.query.history.HistoryConfiguration;
import chat.parley.query.inbox.InboxConfiguration;
import chat.parley.query.proof.ProofConfiguration;
import chat.parley.query.readmodel.ReadModelConfiguration;

import com.zaxxer.hikari.HikariDataSource;

import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;

import javax.sql.DataSource;

/** The query side of a node on a database of its own, and a way to put events into its log. */
public final class QueryNode implements AutoCloseable {

    private final HikariDataSource database;
    private final ConfigurableApplicationContext context;

    public QueryNode() {
        this(TestDatabase.fresh());
    }

    private QueryNode(HikariDataSource database) {
        this.database = database;
        context =
                new SpringApplicationBuilder(Beans.class)
                        .web(WebApplicationType.NONE)
                        .initializers((GenericApplicationContext context) ->
                                context.registerBean(
                                        "dataSource", DataSource.class, () -> database))
                        .properties("spring.jpa.hibernate.ddl-auto=validate")
                        .run();
    }

    /** One more node on the same database. */
    public QueryNode second() {
        return new QueryNode(TestDatabase.another(database));
    }

    public <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    public <T> Collection<T> getAll(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    public HikariDataSource database() {
        return database;
    }

    public EventLog log() {
        return get(EventLog.class);
    }

    /** Appends the next events of a stream as those of one command. */
    public void append(Event... events) {
        String stream = events[0].stream();
        long next = log().lastSequence(stream).map(last -> last + 1).orElse(0L);
        var messages = new GenericDomainEventMessage<?>[events.length];
        for (int n = 0; n < events.length; n++) {
            messages[n] = new GenericDomainEventMessage<>("Chat", stream, next + n, events[n]);
        }
        get(EventStorageEngine.class).appendEvents(List.of(messages));
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }

    @EnableAutoConfiguration(
            exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
    @AutoConfigurationPackage(basePackages = "chat.parley.query")
    @Import({
        LogConfiguration.class,
        ConversationConfiguration.class,
        InboxConfiguration.class,
        HistoryConfiguration.class,
        ReadModelConfiguration.class,
        ProofConfiguration.class
    })
    static class Beans {

        @Bean
        Clock clock() {
            return Clock.tickMillis(ZoneOffset.UTC);
        }
    }
}
