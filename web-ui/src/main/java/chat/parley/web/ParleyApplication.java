package chat.parley.web;

import chat.parley.web.rebuild.RebuildReadModels;
import chat.parley.web.settings.ParleySettings;

import org.axonframework.springboot.autoconfig.AxonDbSchedulerAutoConfiguration;
import org.axonframework.springboot.autoconfig.JpaAutoConfiguration;
import org.axonframework.springboot.autoconfig.JpaEventStoreAutoConfiguration;
import org.axonframework.springboot.autoconfig.UpdateCheckerAutoConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

import java.util.List;

/**
 * Starts Parley. Axon's JPA parts and deadlines stay out, for the log and its followers keep their
 * own state; so does its update checker, for Parley calls nobody whom its operator did not name.
 */
@SpringBootApplication(
        scanBasePackages = "chat.parley",
        exclude = {
            AxonDbSchedulerAutoConfiguration.class,
            JpaAutoConfiguration.class,
            JpaEventStoreAutoConfiguration.class,
            UpdateCheckerAutoConfiguration.class
        })
@AutoConfigurationPackage(basePackages = "chat.parley")
@EnableConfigurationProperties(ParleySettings.class)
public class ParleyApplication {

    public static void main(String[] args) {
        if (List.of(args).contains(RebuildReadModels.ARGUMENT)) {
            RebuildReadModels.run(args);
            return;
        }
        SpringApplication.run(ParleyApplication.class, args);
    }
}
