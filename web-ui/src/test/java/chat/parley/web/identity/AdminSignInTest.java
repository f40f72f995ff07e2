package chat.parley.web.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import chat.parley.api.Actor;
import chat.parley.api.AdminEvent;
import chat.parley.api.AdminEvent.AdminSignedIn;
import chat.parley.log.TestDatabase;

import com.zaxxer.hikari.HikariDataSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.support.TransactionOperations;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

class AdminSignInTest {

    private final HikariDataSource dataSource = TestDatabase.fresh();
    private final JdbcClient database = JdbcClient.create(dataSource);
    private final Admins admins = new Admins(database, TransactionOperations.withoutTransaction());
    private final CountingEncoder passwords = new CountingEncoder();
    private final List<AdminEvent> acts = new ArrayList<>();
    private final List<UUID> failures = new ArrayList<>();
    private final UUID grace = UUID.randomUUID();
    private boolean logIsAway;
    private final AdminSignIn signIn =
            new AdminSignIn(
                    admins,
                    passwords,
                    new SignInThrottle(database),
                    new SignInActs(this::record, Clock.tickMillis(ZoneOffset.UTC)),
                    failures::add);

    @BeforeEach
    void addGrace() {
        admins.addFirst(
                new Admins.Account(grace, "grace@example.com", "Grace", passwords.encode("right")));
    }

    @AfterEach
    void close() {
        dataSource.close();
    }

    @Test
    void whoKnowsThePasswordIsLetIn() {
        Authentication admin = attempt("grace@example.com", "right");

        assertThat(admin.getPrincipal()).isInstanceOf(AdminPrincipal.class);
        assertThat(admin.getCredentials()).isNull();
        assertThat(admin.toString()).doesNotContain("grace@example.com", "right");
    }

    @ParameterizedTest
    @ValueSource(strings = {"grace@example.com", "nobody@example.com", "", "\0"})
    void oneHashIsComputedForAnyNameSoThatAllTakeAsLong(String name) {
        assertThatExceptionOfType(BadCredentialsException.class)
                .isThrownBy(() -> attempt(name, "wrong"))
                .withMessage("Wrong name or password.");

        assertThat(passwords.compared).hasSize(1);
    }

    @Test
    void whoHasToWaitCostsNoHash() {
        for (int i = 0; i < 10; i++) {
            assertThatExceptionOfType(BadCredentialsException.class)
                    .isThrownBy(() -> attempt("grace@example.com", "wrong"));
        }
        assertThatExceptionOfType(TooManyFailures.class)
                .isThrownBy(() -> attempt("grace@example.com", "right"));

        assertThat(passwords.compared).hasSize(10);
    }

    @Test
    void whoIsLetInIsOnRecord() {
        attempt("GRACE@example.com", "right");

        assertThat(acts).hasOnlyElementsOfType(AdminSignedIn.class).hasSize(1);
        assertThat(acts.getFirst().by())
                .isEqualTo(Actor.admin(grace, "Grace", "grace@example.com"));
        assertThat(failures).isEmpty();
    }

    @Test
    void nobodyIsLetInWhileThatCannotBeRecorded() {
        logIsAway = true;

        assertThatIllegalStateException().isThrownBy(() -> attempt("grace@example.com", "right"));
    }

    @Test
    void aWrongPasswordIsCountedForTheAccount() {
        assertThatExceptionOfType(BadCredentialsException.class)
                .isThrownBy(() -> attempt("Grace@example.com", "wrong"));

        assertThat(failures).containsExactly(grace);
        assertThat(acts).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody@example.com", "", "\0"})
    void nothingIsKeptOfANameThatNobodyHas(String name) {
        assertThatExceptionOfType(BadCredentialsException.class)
                .isThrownBy(() -> attempt(name, "wrong"));

        assertThat(failures).isEmpty();
        assertThat(acts).isEmpty();
    }

    private void record(AdminEvent act) {
        if (logIsAway) {
            throw new IllegalStateException("The log is away.");
        }
        acts.add(act);
    }

    private Authentication attempt(String name, String password) {
        return signIn.authenticate(
                UsernamePasswordAuthenticationToken.unauthenticated(name, password));
    }

    private static final class CountingEncoder implements PasswordEncoder {

        private final List<String> compared = new ArrayList<>();

        @Override
        public String encode(CharSequence password) {
            return "hash of " + password;
        }

        @Override
        public boolean matches(CharSequence password, String hash) {
            compared.add(hash);
            return hash.equals(encode(password));
        }
    }
}
