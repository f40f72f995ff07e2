package chat.parley.web;

import chat.parley.web.settings.ParleySettings;

import org.axonframework.springboot.autoconfig.JpaAutoConfiguration;
import org.axonframework.springboot.autoconfig.JpaEventStoreAutoConfiguration;
import org.axonframework.springboot.autoconfig.UpdateCheckerAutoConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/**
 * Starts Parley. Axon's JPA parts stay out, for the log and its followers keep their own state; so
 * does its update checker, for Parley calls nobody whom its operator did not name.
 */
@SpringBootApplication(
        scanBasePackages = "chat.parley",
        exclude = {
            JpaAutoConfiguration.class,
            JpaEventStoreAutoConfiguration.class,
            UpdateCheckerAutoConfiguration.class
        })
@AutoConfigurationPackage(basePackages = "chat.parley")
@EnableConfigurationProperties(ParleySettings.class)
public class ParleyApplication {

    public static void main(String[] args) {
        SpringApplication.run(ParleyApplication.class, args);
    }
}
