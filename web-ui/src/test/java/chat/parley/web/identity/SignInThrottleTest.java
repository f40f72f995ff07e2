package chat.parley.web.identity;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.log.TestDatabase;

import com.zaxxer.hikari.HikariDataSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

class SignInThrottleTest {

    private static final String HERE = "192.0.2.1";
    private static final String THERE = "192.0.2.2";

    private final HikariDataSource dataSource = TestDatabase.fresh();
    private final JdbcClient database = JdbcClient.create(dataSource);
    private final SignInThrottle throttle = new SignInThrottle(database);

    @AfterEach
    void close() {
        dataSource.close();
    }

    @Test
    void afterTenFailuresThatPairHasToWait() {
        fail(10, "grace@example.com", HERE);

        assertThat(throttle.attempt("grace@example.com", HERE))
                .isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
        assertThat(throttle.attempt("GRACE@example.com", HERE)).isPositive();
    }

    @Test
    void otherAddressesAndNamesAreNotLockedOut() {
        fail(10, "grace@example.com", HERE);

        assertThat(throttle.attempt("grace@example.com", THERE)).isZero();
        assertThat(throttle.attempt("alan@example.com", HERE)).isZero();
    }

    @Test
    void knockingDoesNotKeepTheDoorShut() {
        fail(10, "grace@example.com", HERE);
        for (int i = 0; i < 20; i++) {
            throttle.attempt("grace@example.com", HERE);
        }
        minutesPass(5);

        assertThat(throttle.attempt("grace@example.com", HERE)).isZero();
    }

    @Test
    void onlyTheLastFiveMinutesCount() {
        fail(5, "grace@example.com", HERE);
        minutesPass(3);
        fail(5, "grace@example.com", HERE);
        assertThat(throttle.attempt("grace@example.com", HERE))
                .isBetween(Duration.ofMinutes(1), Duration.ofMinutes(2));

        minutesPass(2);
        fail(5, "grace@example.com", HERE);
        assertThat(throttle.attempt("grace@example.com", HERE)).isPositive();
    }

    @Test
    void aSuccessMakesFailuresForgotten() {
        fail(9, "grace@example.com", HERE);
        fail(3, "grace@example.com", THERE);
        throttle.attempt("grace@example.com", HERE);
        throttle.succeeded("grace@example.com", HERE);

        fail(10, "grace@example.com", HERE);
        assertThat(failuresStored()).isEqualTo(13);
    }

    @Test
    void attemptsAtTheSameTimeDoNotPassByTheCount() throws Exception {
        Callable<Duration> attempt = () -> throttle.attempt("grace@example.com", HERE);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Duration>> attempts =
                    executor.invokeAll(Stream.generate(() -> attempt).limit(40).toList());
            assertThat(attempts.stream().map(Future::resultNow).filter(Duration::isZero))
                    .hasSizeLessThanOrEqualTo(10);
        }
    }

    @Test
    void whatIsOldIsNotKeptAndNeitherAreNames() {
        fail(3, "grace@example.com", HERE);
        minutesPass(6);
        fail(1, "alan@example.com", HERE);

        assertThat(failuresStored()).isEqualTo(1);
        assertThat(
                        database.sql("SELECT octet_length(pair) FROM sign_in_failure")
                                .query(Integer.class)
                                .single())
                .isEqualTo(32);
    }

    private void fail(int times, String name, String address) {
        for (int i = 0; i < times; i++) {
            assertThat(throttle.attempt(name, address)).isZero();
        }
    }

    private void minutesPass(int minutes) {
        database.sql("UPDATE sign_in_failure SET failed_at = failed_at - make_interval(mins => ?)")
                .param(minutes)
                .update();
    }

    private int failuresStored() {
        return database.sql("SELECT count(*) FROM sign_in_failure").query(Integer.class).single();
    }
}
