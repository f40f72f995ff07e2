package chat.parley.web.rebuild;

import chat.parley.log.LogTail;
import chat.parley.query.readmodel.OfflineRebuild;
import chat.parley.query.readmodel.Projection;
import chat.parley.web.settings.ParleySettings;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

import java.util.List;

import javax.sql.DataSource;

/**
 * Rebuilds every read model, tells on the console how far it is, and ends. Only what that needs is
 * started: no web server, no push, no mail. It is no {@code @Configuration}, so that the server
 * does not find it.
 */
@EnableAutoConfiguration
@AutoConfigurationPackage(basePackages = "chat.parley.query")
@ComponentScan({
    "chat.parley.web.settings",
    "chat.parley.web.embedded",
    "chat.parley.log",
    "chat.parley.query.conversation",
    "chat.parley.query.inbox"
})
@EnableConfigurationProperties(ParleySettings.class)
public class RebuildReadModels {

    /** The argument of the jar that asks for it. */
    public static final String ARGUMENT = "--rebuild-read-models";

    @Bean
    OfflineRebuild offlineRebuild(
            List<Projection> projections, DataSource dataSource, LogTail tail) {
        return new OfflineRebuild(projections, dataSource, tail);
    }

    /** Returns when all read models are as new as the log. */
    public static void run(String[] arguments) {
        try (ConfigurableApplicationContext context =
                new SpringApplicationBuilder(RebuildReadModels.class)
                        .web(WebApplicationType.NONE)
                        .properties("db-scheduler.enabled=false")
                        .run(arguments)) {
            context.getBean(OfflineRebuild.class).run(new ProgressBar(System.out));
        }
    }
}
