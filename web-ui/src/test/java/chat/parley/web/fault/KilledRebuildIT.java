package chat.parley.web.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.web.AdminClient;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Parley is killed while it rebuilds its read models. */
class KilledRebuildIT {

    private static final int ROUNDS = Math.max(1, Integer.getInteger("fault.rounds", 5) / 5);
    private static final Duration LIVE_AGAIN = Duration.ofSeconds(60);

    @Test
    void afterAKillTheOldGenerationAnswersAndTheReadModelsAreSoonLive(@TempDir Path directory)
            throws InterruptedException {
        try (ParleyProcess parley = ParleyProcess.start(directory)) {
            List<ChatEnd> users =
                    IntStream.rangeClosed(1, 3)
                            .mapToObj(n -> ChatEnd.user(parley.uri(), "user-" + n))
                            .toList();
            for (int round = 1; round <= ROUNDS; round++) {
                for (ChatEnd user : users) {
                    for (int n = 0; n < 20; n++) {
                        user.send(UUID.randomUUID(), "Question " + n + " of round " + round);
                    }
                }
                AdminClient admin = AdminClient.signedIn(parley.uri());
                List<String> before = answers(parley, admin, users);

                assertThat(admin.post("/admin/read_models/rebuild", "").statusCode())
                        .isEqualTo(202);
                Thread.sleep(ThreadLocalRandom.current().nextInt(100));
                parley.kill();
                parley.start();

                AdminClient again = AdminClient.signedIn(parley.uri());
                assertThat(answers(parley, again, users)).isEqualTo(before);
                await().atMost(LIVE_AGAIN)
                        .until(() ->
                                !again.get("/admin/read_models").body().contains("rebuilding"));
                assertThat(answers(parley, again, users)).isEqualTo(before);
            }
            AdminClient admin = AdminClient.signedIn(parley.uri());
            assertThat(admin.post("/admin/read_models/rebuild", "").statusCode()).isEqualTo(202);
        }
    }

    private static List<String> answers(
            ParleyProcess parley, AdminClient admin, List<ChatEnd> users) {
        ChatEnd list = ChatEnd.admin(parley.uri(), admin, users.getFirst().chatId());
        return Stream.concat(
                        Stream.of(list.get("/admin/chats"), list.get("/admin/chats?q=question")),
                        users.stream().map(ChatEnd::chat))
                .peek(answer -> assertThat(answer.status()).isEqualTo(200))
                .map(Http.Answer::body)
                .toList();
    }
}
