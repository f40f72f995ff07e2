package chat.parley.web.settings;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class SettingsConfiguration {

    @Bean
    DataDir dataDir(ParleySettings settings) {
        return new DataDir(settings.dataDir());
    }

    @Bean
    Secrets secrets(DataDir dataDir, Environment environment) {
        return new Secrets(dataDir, !environment.containsProperty("spring.datasource.url"));
    }

    @Bean
    WidgetSecret widgetSecret(ParleySettings settings, Secrets secrets) {
        return new WidgetSecret(
                secrets.setOrGenerated(
                                "parley.widget.secret", settings.widget().secret(), "widget-secret")
                        .value());
    }
}
