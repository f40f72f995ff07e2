package chat.parley.web.identity;

import chat.parley.api.AdminEvent;
import chat.parley.api.AdminEvent.AdminSignedIn;
import chat.parley.api.AdminEvent.AdminSignedOut;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.logout.LogoutHandler;

import java.time.Clock;
import java.util.function.Consumer;

/**
 * Tells the log who comes and goes, before they do: if it cannot be told, nobody is let in or out.
 */
final class SignInActs implements LogoutHandler {

    private final Consumer<AdminEvent> log;
    private final Clock clock;

    SignInActs(Consumer<AdminEvent> log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /**
     * @throws chat.parley.log.LogUnavailable if the log cannot be reached
     */
    void signedIn(AdminPrincipal admin) {
        log.accept(new AdminSignedIn(admin.actor(), clock.instant()));
    }

    /**
     * @throws chat.parley.log.LogUnavailable if the log cannot be reached; the session goes on then
     */
    @Override
    public void logout(
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable Authentication authentication) {
        if (authentication != null
                && authentication.getPrincipal() instanceof AdminPrincipal admin) {
            log.accept(new AdminSignedOut(admin.actor(), clock.instant()));
        }
    }
}
