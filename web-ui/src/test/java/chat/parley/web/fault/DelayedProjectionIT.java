package chat.parley.web.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.web.TestServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** The read models come a second late, and clients come and go meanwhile. */
class DelayedProjectionIT {

    private static final int MESSAGES = 60;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private static TestServer server;

    @BeforeAll
    static void startWithReadModelsThatAreLate(@TempDir Path dataDir) {
        server = TestServer.start(dataDir);
        JdbcClient database = server.bean(JdbcClient.class);
        database.sql(
                        """
                        CREATE FUNCTION be_late() RETURNS trigger LANGUAGE plpgsql AS
                        $$ BEGIN PERFORM pg_sleep(1); RETURN NEW; END $$
                        """)
                .update();
        database.sql(
                        """
                        CREATE TRIGGER late BEFORE UPDATE OF position ON log_follower FOR EACH ROW
                        WHEN (NEW.name IN ('conversation', 'inbox')) EXECUTE FUNCTION be_late()
                        """)
                .update();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void noMessageIsMissingOnAnyClient() {
        long seed = ThreadLocalRandom.current().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        ChatEnd user = ChatEnd.user(server.uri(), "ada");
        ChatEnd admin = ChatEnd.admin(server.uri(), user.chatId());
        List<Follower> comeAndGo =
                Stream.of(user, user, admin, admin)
                        .map(end -> new Follower(end, new Random(random.nextLong())))
                        .toList();
        List<Follower> stay = Stream.of(user, admin).map(Follower::new).toList();
        List<Follower> all = Stream.concat(comeAndGo.stream(), stay.stream()).toList();
        try (Sender asks = Sender.rest("user", PAUSE, user);
                Sender answers = Sender.stomp("admin", PAUSE, admin)) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> asks.accepted().size() + answers.accepted().size() > MESSAGES);
            asks.finish();
            answers.finish();
            long sent = asks.accepted().size() + answers.accepted().size();

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(all).extracting(Follower::last).containsOnly(sent));
            Ledger.check(admin, asks, answers);
        } finally {
            all.forEach(Follower::close);
        }
        assertThat(all).extracting(Follower::gaps).containsOnly(0);
        assertThat(comeAndGo).allMatch(follower -> follower.connections() > 1);
        assertThat(stay).allMatch(follower -> follower.pushed() > 0);
    }
}
