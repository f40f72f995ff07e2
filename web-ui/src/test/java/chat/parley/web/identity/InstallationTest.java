package chat.parley.web.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.parley.log.TestDatabase;

import com.zaxxer.hikari.HikariDataSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** What is made once, however many nodes start at the same time. */
class InstallationTest {

    private static final int NODES = 8;

    private final HikariDataSource dataSource = TestDatabase.fresh();
    private final JdbcClient database = JdbcClient.create(dataSource);
    private final Admins admins =
            new Admins(database, new TransactionTemplate(new JdbcTransactionManager(dataSource)));

    @AfterEach
    void close() {
        dataSource.close();
    }

    @Test
    void thereIsOneKeyForEver() {
        assertThat(onAllNodesAtOnce(i -> InstallationKey.readOrMake(database)))
                .hasSize(NODES)
                .containsOnly(InstallationKey.readOrMake(database));
    }

    @Test
    void thereIsOneFirstAdmin() {
        assertThat(admins.areThere()).isFalse();
        assertThat(onAllNodesAtOnce(i -> admins.addFirst(account("admin" + i + "@localhost"))))
                .containsOnlyOnce(true);

        assertThat(admins.areThere()).isTrue();
        assertThat(admins.addFirst(account("another@localhost"))).isFalse();
    }

    @Test
    void anAdminIsFoundByAddressInAnyCase() {
        Admins.Account grace = account("Grace@Example.com");
        admins.addFirst(grace);

        assertThat(admins.withEmail("gRACE@example.COM")).contains(grace);
        assertThat(admins.withEmail("alan@example.com")).isEmpty();
        assertThat(admins.withEmail("grace@example.com\0")).isEmpty();
        assertThat(admins.withEmail("' OR true --")).isEmpty();
    }

    @Test
    void noTwoAdminsShareAnAddress() {
        admins.addFirst(account("grace@example.com"));

        assertThatExceptionOfType(DuplicateKeyException.class)
                .isThrownBy(() ->
                        database.sql(
                                        "INSERT INTO admin (id, email, name, password_hash)"
                                                + " VALUES (?, 'GRACE@example.com', '', '')")
                                .param(UUID.randomUUID())
                                .update());
    }

    private static Admins.Account account(String email) {
        return new Admins.Account(UUID.randomUUID(), email, "Support", "{noop}secret");
    }

    private interface Node<T> {
        T start(int number);
    }

    private static <T> List<T> onAllNodesAtOnce(Node<T> node) {
        try (ExecutorService executor = Executors.newFixedThreadPool(NODES)) {
            List<Callable<T>> starts =
                    IntStream.range(0, NODES)
                            .mapToObj(i -> (Callable<T>) () -> node.start(i))
                            .toList();
            return executor.invokeAll(starts).stream().map(Future::resultNow).toList();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
