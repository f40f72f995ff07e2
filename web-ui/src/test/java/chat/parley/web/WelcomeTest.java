package chat.parley.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import chat.parley.command.replyemail.EmailAvailability;
import chat.parley.web.identity.Admins;
import chat.parley.web.settings.ParleySettings;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.util.List;
import java.util.Map;

class WelcomeTest {

    private final Admins admins = mock();

    @Test
    void theAddressOfTheSettingsIsNamedWhereItSignsIn() {
        when(admins.know("kim@example.com")).thenReturn(true);

        assertThat(told()).anyMatch(line -> line.contains("signed in as kim@example.com"));
    }

    @Test
    void anAddressThatCameTooLateIsNotNamed() {
        assertThat(told())
                .anyMatch(line -> line.contains("http://localhost:8080/admin"))
                .noneMatch(line -> line.contains("@"));
    }

    private List<String> told() {
        ParleySettings settings =
                new Binder(
                                new MapConfigurationPropertySource(
                                        Map.of("parley.admin.email", "kim@example.com")))
                        .bind("parley", ParleySettings.class)
                        .get();
        try (LogLines log = LogLines.of(Welcome.class)) {
            new Welcome(settings, admins, new EmailAvailability(true)).tell();
            return log.all();
        }
    }
}
