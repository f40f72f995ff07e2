package chat.parley.log;

import static chat.parley.log.TestNode.event;
import static chat.parley.log.TestNode.message;
import static chat.parley.log.TestNode.newChat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.parley.api.ChatId;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The connection breaks while the log is at work: what was stored has to be found out. */
class UnclearAppendTest {

    private static final String APPENDING =
            "FROM pg_stat_activity WHERE state = 'active' AND datname = current_database()"
                    + " AND query LIKE '%append_events%' AND pid <> pg_backend_pid()";

    private TestNode node;
    private final ChatId chat = newChat();

    @BeforeEach
    void open() {
        node = TestNode.onFreshDatabase();
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void anAppendWhoseServerProcessDiedIsNotStoredAndSaysSo() {
        appendsTake("3 seconds");
        CompletableFuture<Void> append = appendInBackground(node);
        await().until(() -> count("SELECT count(*) " + APPENDING) == 1);

        node.jdbc.queryForList("SELECT pg_terminate_backend(pid) " + APPENDING);

        assertThatThrownBy(append::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(LogUnavailable.class);
        assertThat(node.log.head()).isZero();
    }

    @Test
    void anAppendWhoseAnswerGotLostIsFoundOutAboutAndSucceeds() {
        appendsTake("1.5 seconds");
        HikariConfig impatient = new HikariConfig();
        node.dataSource.copyStateTo(impatient);
        impatient.setPoolName(null);
        impatient.addDataSourceProperty("socketTimeout", "1");
        try (TestNode client = new TestNode(new HikariDataSource(impatient))) {
            client.append(event(0, message(chat, "Hello")));

            assertThat(client.signal.head()).isEqualTo(1);
        }
        assertThat(node.log.head()).isEqualTo(1);
    }

    @Test
    void anAppendThatNobodyCanTellAboutIsUnavailable() {
        appendsTake("3 seconds");
        CompletableFuture<Void> append = appendInBackground(node);
        await().until(() -> count("SELECT count(*) " + APPENDING) == 1);

        TestDatabase.crash();
        try {
            assertThatThrownBy(append::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(LogUnavailable.class);
        } finally {
            TestDatabase.restart();
        }
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> node.log.head() == 0);
    }

    private CompletableFuture<Void> appendInBackground(TestNode client) {
        return CompletableFuture.runAsync(
                () -> client.append(event(0, message(chat, "Hello"))), Thread::startVirtualThread);
    }

    private void appendsTake(String time) {
        node.jdbc.execute(
                "CREATE FUNCTION take_time() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                        + " PERFORM pg_sleep_for('"
                        + time
                        + "'); RETURN NULL; END $$");
        node.jdbc.execute(
                "CREATE TRIGGER take_time AFTER INSERT ON event_log FOR EACH STATEMENT"
                        + " EXECUTE FUNCTION take_time()");
    }

    private int count(String query) {
        return node.jdbc.queryForObject(query, Integer.class);
    }
}
