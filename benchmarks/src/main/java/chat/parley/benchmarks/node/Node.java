package chat.parley.benchmarks.node;

import chat.parley.command.chat.ChatConfiguration;
import chat.parley.command.chat.ChatGateway;
import chat.parley.log.EventBatchHandler;
import chat.parley.log.LogConfiguration;
import chat.parley.log.LogTail;
import chat.parley.log.SqlArray;
import chat.parley.log.TailReader;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.axonframework.common.caching.Cache;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.springboot.autoconfig.AxonDbSchedulerAutoConfiguration;
import org.axonframework.springboot.autoconfig.JdbcAutoConfiguration;
import org.axonframework.springboot.autoconfig.UpdateCheckerAutoConfiguration;
import org.flywaydb.core.Flyway;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

/** A node of Parley without its edge: the log and the chats, on a pool with Parley's settings. */
public final class Node implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final List<TailReader> tails = new ArrayList<>();

    /** Starts on a database, and makes the tables if there are none. */
    public Node(String url, String user) {
        HikariDataSource pool = pool(url, user);
        Flyway.configure().dataSource(pool).load().migrate();
        ApplicationContextInitializer<GenericApplicationContext> database =
                context -> context.registerBean(DataSource.class, () -> pool);
        context =
                new SpringApplicationBuilder(Beans.class)
                        .web(WebApplicationType.NONE)
                        .initializers(database)
                        .properties(
                                "axon.axonserver.enabled=false",
                                "axon.timeout.enabled=false",
                                "axon.serializer.general=jackson3",
                                "db-scheduler.enabled=false",
                                "spring.main.banner-mode=off")
                        .run();
    }

    /** As in Parley's {@code application.yaml}. */
    private static HikariDataSource pool(String url, String user) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(user);
        config.setConnectionTimeout(1_000);
        config.setValidationTimeout(500);
        config.addDataSourceProperty("connectTimeout", "2");
        config.addDataSourceProperty("socketTimeout", "3");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("binaryTransferEnable", SqlArray.BINARY_TYPES);
        return new HikariDataSource(config);
    }

    public EventStorageEngine log() {
        return context.getBean(EventStorageEngine.class);
    }

    public ChatGateway chats() {
        return context.getBean(ChatGateway.class);
    }

    /** Takes the chats out of memory, as if they had not been used for long. */
    public void forgetChats() {
        context.getBean(Cache.class).removeAll();
    }

    /** Tells a handler what is appended from now on, here or on another node. */
    public void tail(EventBatchHandler handler) {
        TailReader tail = new TailReader("benchmark", context.getBean(LogTail.class), handler);
        tail.start();
        tails.add(tail);
    }

    @Override
    public void close() {
        tails.forEach(TailReader::stop);
        context.close();
    }

    @EnableAutoConfiguration(
            exclude = {
                DataSourceAutoConfiguration.class,
                FlywayAutoConfiguration.class,
                JdbcAutoConfiguration.class,
                AxonDbSchedulerAutoConfiguration.class,
                UpdateCheckerAutoConfiguration.class
            })
    @Import({LogConfiguration.class, ChatConfiguration.class})
    static class Beans {

        @Bean
        Clock clock() {
            return Clock.tickMillis(ZoneOffset.UTC);
        }
    }
}
