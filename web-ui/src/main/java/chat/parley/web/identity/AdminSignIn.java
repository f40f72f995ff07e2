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
import java.util.function.Consumer;

/** Checks an admin's password, as slowly for a name that nobody has. */
final class AdminSignIn implements AuthenticationProvider {

    private final Admins admins;
    private final PasswordEncoder passwords;
    private final SignInThrottle throttle;
    private final SignInActs acts;
    private final Consumer<UUID> failures;
    private final String nobodysHash;

    /**
     * @param failures is told the account at each wrong password, and must take no time
     */
    AdminSignIn(
            Admins admins,
            PasswordEncoder passwords,
            SignInThrottle throttle,
            SignInActs acts,
            Consumer<UUID> failures) {
        this.admins = admins;
        this.passwords = passwords;
        this.throttle = throttle;
        this.acts = acts;
        this.failures = failures;
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
            account.map(Admins.Account::id).ifPresent(failures);
            throw new BadCredentialsException("Wrong name or password.");
        }
        throttle.succeeded(name, address);
        acts.signedIn(account.get().principal());
        return UsernamePasswordAuthenticationToken.authenticated(
                account.get().principal(), null, AuthorityUtils.createAuthorityList("ROLE_ADMIN"));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
