package chat.parley.log;

import static chat.parley.log.TestNode.newChat;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.ChatId;
import chat.parley.log.ParkedStreams.Retried;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Work that takes longer than the pool waits for an answer of the database. */
class LongStatementsTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String LONGER_THAN_THE_POOL_WAITS = "SELECT pg_sleep(1.5)";

    private final ChatId chat = newChat();
    private TestNode node;

    @BeforeEach
    void open() {
        HikariConfig config = new HikariConfig();
        try (HikariDataSource patient = TestDatabase.fresh()) {
            patient.copyStateTo(config);
        }
        config.setPoolName(null);
        config.setMaximumPoolSize(1);
        config.addDataSourceProperty("socketTimeout", "1");
        node = new TestNode(new HikariDataSource(config));
        node.appendMessages(chat, 0, 3);
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void aFollowerWhoseStatementIsBrokenOffGivesItTimeWhenItTriesAgain()
            throws InterruptedException, SQLException {
        AtomicInteger attempts = new AtomicInteger();
        LogFollower follower =
                node.follow(
                        "model",
                        _ -> {
                            attempts.incrementAndGet();
                            node.jdbc.execute(LONGER_THAN_THE_POOL_WAITS);
                        });

        assertThat(follower.awaitPosition(3, SOON)).isTrue();

        assertThat(attempts).hasValue(2);
        assertThat(node.jdbc.queryForObject("SELECT count(*) FROM parked_stream", Long.class))
                .isZero();
        assertThePoolWaitsAsBefore();
    }

    @Test
    void aRetryOfAParkedStreamHasTimeAtOnce() throws InterruptedException, SQLException {
        assertThat(node.follow("model", _ -> {}).awaitPosition(3, SOON)).isTrue();
        node.jdbc.update(
                "INSERT INTO parked_stream (follower, stream, from_sequence, reason)"
                        + " VALUES ('model', ?, 1, 'long ago')",
                chat.toString());

        Retried retried =
                new ParkedStreams(node.dataSource, node.log)
                        .retry(
                                "model",
                                chat.toString(),
                                () -> {},
                                _ -> node.jdbc.execute(LONGER_THAN_THE_POOL_WAITS));

        assertThat(retried).isEqualTo(Retried.HANDLED);
        assertThePoolWaitsAsBefore();
    }

    private void assertThePoolWaitsAsBefore() throws SQLException {
        try (Connection connection = node.dataSource.getConnection()) {
            assertThat(connection.getNetworkTimeout()).isEqualTo(1_000);
        }
        assertThat(node.jdbc.queryForObject("SHOW statement_timeout", String.class))
                .isEqualTo("4s");
    }
}
