package chat.parley.web.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Actor;
import chat.parley.api.AdminEvent;
import chat.parley.api.AdminEvent.AdminSignInFailed;
import chat.parley.command.admin.AdminLog;
import chat.parley.log.EventLog;
import chat.parley.log.EventSelection;
import chat.parley.web.TestServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class SignInFailuresTest {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static TestServer server;

    private final UUID account = UUID.randomUUID();

    @BeforeAll
    static void start(@TempDir Path dataDir) {
        server = TestServer.start(dataDir);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theFirstIsToldSoonAndWhatFollowsTogetherOnceTheTimeHasCome() {
        try (SignInFailures failures = node()) {
            failures.add(account);
            await().atMost(PATIENCE).until(() -> told().size() == 1);
            for (int n = 0; n < 4; n++) {
                failures.add(account);
            }
            await().atMost(PATIENCE).until(() -> told().size() == 2);
        }

        assertThat(told()).extracting(AdminSignInFailed::count).containsExactly(1, 4);
        assertThat(told()).extracting(AdminSignInFailed::by).containsOnly(Actor.SYSTEM);
        assertThatTheyAreApart();
    }

    @Test
    void twoNodesTellNoMoreOftenThanOne() {
        try (SignInFailures one = node();
                SignInFailures other = node()) {
            for (int n = 0; n < 3; n++) {
                one.add(account);
                other.add(account);
            }
            await().atMost(PATIENCE).until(() -> sum() == 6);
        }

        assertThat(told()).extracting(AdminSignInFailed::count).containsExactly(3, 3);
        assertThatTheyAreApart();
    }

    @Test
    void anAccountDoesNotWaitForAnother() {
        UUID another = UUID.randomUUID();
        try (SignInFailures failures = node()) {
            failures.add(account);
            failures.add(another);
            await().atMost(PATIENCE).until(() -> told().size() == 1 && told(another).size() == 1);
        }
    }

    @Test
    void ofThoseWhoTellAtTheSameTimeOneIsHeard() throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Callable<Optional<Instant>> telling =
                () ->
                        server.bean(AdminLog.class)
                                .recordOnceIn(
                                        PAUSE,
                                        new AdminSignInFailed(Actor.SYSTEM, now, account, 1));
        int heard = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Optional<Instant>> one :
                    threads.invokeAll(Collections.nCopies(16, telling))) {
                heard += one.get().isEmpty() ? 1 : 0;
                one.get().ifPresent(next -> assertThat(next).isEqualTo(now.plus(PAUSE)));
            }
        }

        assertThat(heard).isOne();
        assertThat(told()).hasSize(1);
    }

    @Test
    void nothingIsToldAfterAStop() {
        SignInFailures failures = node();
        failures.close();

        failures.add(account);

        assertThat(told()).isEmpty();
    }

    private static SignInFailures node() {
        return new SignInFailures(
                server.bean(AdminLog.class), Clock.tickMillis(ZoneOffset.UTC), PAUSE);
    }

    private void assertThatTheyAreApart() {
        List<Instant> times = told().stream().map(AdminSignInFailed::at).toList();
        for (int n = 1; n < times.size(); n++) {
            assertThat(times.get(n)).isAfterOrEqualTo(times.get(n - 1).plus(PAUSE));
        }
    }

    private int sum() {
        return told().stream().mapToInt(AdminSignInFailed::count).sum();
    }

    private List<AdminSignInFailed> told() {
        return told(account);
    }

    /** Oldest first. */
    private static List<AdminSignInFailed> told(UUID account) {
        String stream = AdminEvent.streamOf(account.toString());
        EventSelection all = new EventSelection(null, null, null, null);
        return server
                .bean(EventLog.class)
                .readStreamBackward(stream, all, 0, Long.MAX_VALUE, 100)
                .reversed()
                .stream()
                .map(chained -> (AdminSignInFailed) chained.event())
                .toList();
    }
}
