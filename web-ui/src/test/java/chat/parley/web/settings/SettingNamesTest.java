package chat.parley.web.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import org.apache.commons.logging.Log;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

class SettingNamesTest {

    private final SettingNames names = new SettingNames(ParleySettings.class);
    private final Log log = mock();

    @Test
    void anUnknownNameInTheEnvironmentIsOnlyAWarning() {
        names.check(environment(Map.of("PARLEY_SERVICE_HOST", "10.0.0.1")), log);

        verify(log).warn(contains("PARLEY_SERVICE_HOST"));
    }

    @Test
    void everyNameOfTheContractIsKnownAndReadInTheEnvironment() {
        Map<String, Object> variables =
                new HashMap<>(
                        Map.of(
                                "PARLEY_DATA_DIR", "/somewhere",
                                "PARLEY_PUBLIC_URL", "https://chat.example.com/",
                                "PARLEY_WIDGET_SECRET", "0123456789abcdef0123456789abcdef",
                                "PARLEY_WIDGET_ALLOWED_ORIGINS",
                                        "https://A.example:443,http://b.example:81",
                                "PARLEY_ADMIN_EMAIL", "kim@example.com",
                                "PARLEY_ADMIN_PASSWORD", "a password",
                                "PARLEY_REPLY_EMAIL_DELAY", "PT2S",
                                "PARLEY_LIMITS_USER_MESSAGES_BURST", "7",
                                "PARLEY_LIMITS_ADMIN_MESSAGES_PER_SECOND", "8",
                                "PARLEY_DEMO", "true"));
        variables.put("PARLEY_AUDIT_SIGNING_KEY", "/run/secrets/signing-key.pem");
        MutablePropertySources sources = environment(variables);

        names.check(sources, log);
        ParleySettings settings =
                new Binder(ConfigurationPropertySources.from(sources))
                        .bind("parley", ParleySettings.class)
                        .get();

        verifyNoInteractions(log);
        assertThat(settings.dataDir()).hasToString("/somewhere");
        assertThat(settings.publicUrl()).hasToString("https://chat.example.com");
        assertThat(settings.widget().secret()).isEqualTo("0123456789abcdef0123456789abcdef");
        assertThat(settings.widget().allowedOrigins())
                .isEqualTo(Set.of("https://a.example", "http://b.example:81"));
        assertThat(settings.admin().email()).isEqualTo("kim@example.com");
        assertThat(settings.admin().password()).isEqualTo("a password");
        assertThat(settings.replyEmail().delay()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.limits().userMessagesBurst()).isEqualTo(7);
        assertThat(settings.limits().adminMessagesPerSecond()).isEqualTo(8);
        assertThat(settings.audit().signingKey()).isEqualTo("/run/secrets/signing-key.pem");
        assertThat(settings.demo()).isTrue();
    }

    @Test
    void secretsStayOutOfTheSettingsText() {
        var settings = new ParleySettings.Admin("kim@example.com", "swordfish");

        assertThat(settings.toString()).doesNotContain("swordfish");
    }

    private static MutablePropertySources environment(Map<String, Object> variables) {
        var sources = new MutablePropertySources();
        sources.addFirst(new SystemEnvironmentPropertySource("systemEnvironment", variables));
        return sources;
    }
}
