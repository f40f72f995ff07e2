package chat.parley.log;

import static chat.parley.log.TestNode.event;
import static chat.parley.log.TestNode.message;
import static chat.parley.log.TestNode.newChat;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;

import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import java.util.List;

import javax.sql.DataSource;

class LogConfigurationTest {

    @Test
    void theLogIsReadyOnceTheApplicationHasStarted() {
        try (HikariDataSource dataSource = TestDatabase.fresh();
                AnnotationConfigApplicationContext application =
                        new AnnotationConfigApplicationContext()) {
            application.registerBean(DataSource.class, () -> dataSource);
            application.register(LogConfiguration.class);
            application.refresh();

            application
                    .getBean(EventStore.class)
                    .publish(List.of(event(0, message(newChat(), "Hello"))));

            assertThat(application.getBean(LogSignal.class).isRunning()).isTrue();
            assertThat(application.getBean(LogSignal.class).head()).isEqualTo(1);
            assertThat(application.getBean(EventLog.class).head()).isEqualTo(1);
        }
    }
}
