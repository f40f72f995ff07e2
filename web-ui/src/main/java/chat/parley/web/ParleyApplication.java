package chat.parley.web;

import chat.parley.web.rebuild.RebuildReadModels;
import chat.parley.web.settings.ParleySettings;
import chat.parley.web.verification.VerifyHistory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

import java.util.List;

/** Starts Parley. */
@SpringBootApplication(scanBasePackages = "chat.parley")
@AutoConfigurationPackage(basePackages = "chat.parley")
@EnableConfigurationProperties(ParleySettings.class)
public class ParleyApplication {

    public static void main(String[] args) {
        if (List.of(args).contains(RebuildReadModels.ARGUMENT)) {
            RebuildReadModels.run(args);
            return;
        }
        if (List.of(args).contains(VerifyHistory.ARGUMENT)) {
            System.exit(VerifyHistory.run(args));
        }
        SpringApplication.run(ParleyApplication.class, args);
    }
}
