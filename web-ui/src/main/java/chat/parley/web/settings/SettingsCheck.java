package chat.parley.web.settings;

import org.apache.commons.logging.Log;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

import java.util.Map;

/**
 * Reads the settings before anything starts, so that a mistake costs a second and touches nothing,
 * and adds the one default that depends on another setting.
 */
final class SettingsCheck implements EnvironmentPostProcessor {

    private static final String DATABASE_URL = "spring.datasource.url";
    private static final int GREATEST_PORT = 65_535;

    private final Log log;

    SettingsCheck(DeferredLogFactory logs) {
        this.log = logs.getLog(SettingsCheck.class);
    }

    @Override
    public void postProcessEnvironment(
            ConfigurableEnvironment environment, SpringApplication application) {
        boolean embedded = !environment.containsProperty(DATABASE_URL);
        environment
                .getPropertySources()
                .addLast(new MapPropertySource("embedded", Map.of("parley.demo", embedded)));
        // First, for the default of parley.public-url is made of it.
        requirePort(environment, "server.port", 0);
        requirePort(environment, "spring.mail.port", 1);
        var names = new SettingNames(ParleySettings.class);
        names.check(environment.getPropertySources(), log);
        names.requireValues(environment);
        ParleySettings settings =
                Binder.get(environment).bindOrCreate("parley", ParleySettings.class);
        if (!embedded) {
            requireDatabase(environment, settings);
        }
    }

    private static void requirePort(
            ConfigurableEnvironment environment, String property, int least) {
        if (!environment.containsProperty(property)) {
            return;
        }
        // What is blank binds to nothing.
        int port = Binder.get(environment).bind(property, Integer.class).orElse(-1);
        if (port < least || port > GREATEST_PORT) {
            throw new StartRefused(
                    property + " must be a number from " + least + " to " + GREATEST_PORT + ".");
        }
    }

    private static void requireDatabase(
            ConfigurableEnvironment environment, ParleySettings settings) {
        String url = environment.getRequiredProperty(DATABASE_URL);
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new StartRefused(
                    DATABASE_URL + " must be a URL like jdbc:postgresql://host:5432/parley.");
        }
        if (settings.widget().secret() == null) {
            throw new StartRefused(Secrets.missing("parley.widget.secret"));
        }
    }
}
