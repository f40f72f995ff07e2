package chat.parley.benchmarks.springstomp;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.websocket.autoconfigure.servlet.WebSocketMessagingAutoConfiguration;
import org.springframework.context.annotation.Import;

import java.util.Map;

/**
 * Starts the baseline. What is configured is named one by one, since the class path of the
 * benchmarks holds more than an application like this would have.
 */
@SpringBootConfiguration
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    WebSocketMessagingAutoConfiguration.class
})
@Import({Messaging.class, Messages.class, Health.class})
public class SpringStomp {

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(SpringStomp.class);
        application.setDefaultProperties(
                Map.of(
                        "spring.datasource.hikari.maximum-pool-size",
                        Messaging.WORKERS,
                        "spring.jackson.property-naming-strategy",
                        "SNAKE_CASE"));
        application.run(args);
    }
}
