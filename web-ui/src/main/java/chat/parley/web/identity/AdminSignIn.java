package chat.parley.web.identity;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Checks an admin's password, as slowly for a name that nobody has. */
final class AdminSignIn implements AuthenticationProvider {

    private final Admins admins;
    private final PasswordEncoder passwords;
    private final SignInThrottle throttle;
    private final String nobodysHash;

    AdminSignIn(Admins admins, PasswordEncoder passwords, SignInThrottle throttle) {
        this.admins = admins;
        this.passwords = passwords;
        this.throttle = throttle;
        this.nobodysHash = Objects.requireNonNull(passwords.encode(UUID.randomUUID().toString()));
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String name = attempt.getName();
        String address =
                attempt.getDetails() instanceof WebAuthenticationDetails details
                        ? details.getRemoteAddress()
                        : "";
        Duration wait = throttle.attempt(name, address);
        if (wait.isPositive()) {
            throw new TooManyFailures(wait);
        }
        Optional<Admins.Account> account = admins.withEmail(name);
        String hash = account.map(Admins.Account::passwordHash).orElse(nobodysHash);
        boolean right = passwords.matches(String.valueOf(attempt.getCredentials()), hash);
        if (account.isEmpty() || !right) {
            throw new BadCredentialsException("Wrong name or password.");
        }
        throttle.succeeded(name, address);
        return UsernamePasswordAuthenticationToken.authenticated(
                account.get().principal(), null, AuthorityUtils.createAuthorityList("ROLE_ADMIN"));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
