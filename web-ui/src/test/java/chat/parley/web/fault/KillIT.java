package chat.parley.web.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.web.AdminClient;
import chat.parley.web.Tokens;
import chat.parley.web.fault.Http.Answer;
import chat.parley.web.fault.Sender.Attempt;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Processes are killed while people chat: Parley's own, and that of its embedded PostgreSQL. */
@ExtendWith(ParleyProcess.Shared.class)
class KillIT {

    private static final int ROUNDS = Integer.getInteger("fault.rounds", 5);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration LATEST_ANSWER = Duration.ofSeconds(5);

    private static final Duration LIVE_AGAIN = Duration.ofSeconds(60);

    private static ParleyProcess parley;
    private static AdminClient signedIn;

    @BeforeAll
    static void signIn(ParleyProcess shared) {
        parley = shared;
        signedIn = AdminClient.signedIn(parley.uri());
    }

    @Test
    void aKilledParleyLosesAndRepeatsNothing() throws Exception {
        long seed = ThreadLocalRandom.current().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        ChatEnd user = ChatEnd.user(parley.uri(), "ada");
        ChatEnd admin = ChatEnd.admin(parley.uri(), signedIn, user.chatId());
        Follower follower = new Follower(user);
        try (Sender userByRest = Sender.rest("user-rest", PAUSE, user);
                Sender userByStomp = Sender.stomp("user-stomp", PAUSE, user);
                Sender adminByRest = Sender.rest("admin-rest", PAUSE, admin);
                Sender adminByStomp = Sender.stomp("admin-stomp", PAUSE, admin)) {
            List<Sender> senders = List.of(userByRest, userByStomp, adminByRest, adminByStomp);
            for (int round = 1; round <= ROUNDS; round++) {
                everybodyGoesOn(senders);
                Reader reader = Reader.withPendingEmail("reader-" + round);
                Thread.sleep(random.nextInt(400));
                parley.kill();
                assertThat(reader.mailsOnDisk()).as("mails before the start").isEmpty();
                parley.start();
                await().atMost(PATIENCE).until(() -> reader.mails() == 1);
            }
            everybodyGoesOn(senders);
            senders.forEach(Sender::finish);
            assertThat(senders)
                    .allSatisfy(sender ->
                            assertThat(sender.attempts())
                                    .extracting(Attempt::status)
                                    .isSubsetOf(Sender.NONE, 200, 201, 503));
            Ledger.check(user, senders.toArray(Sender[]::new));
        } finally {
            follower.close();
        }
        long stored = user.everything().size();
        assertThat(follower.gaps()).isZero();
        assertThat(follower.last()).isLessThanOrEqualTo(stored).isPositive();
        for (int round = 1; round <= ROUNDS; round++) {
            Reader reader = new Reader("reader-" + round);
            assertThat(reader.mails()).isOne();
            assertThat(reader.emailHistory())
                    .containsExactly(
                            "ReplyEmailRequested", "ReplyEmailAttempted", "ReplyEmailSent");
        }
    }

    @Test
    void aKilledEmbeddedDatabaseIsStartedAgain() throws Exception {
        ChatEnd user = ChatEnd.user(parley.uri(), "bob");
        ChatEnd admin = ChatEnd.admin(parley.uri(), signedIn, user.chatId());
        Follower userFollows = new Follower(user);
        Follower adminFollows = new Follower(admin);
        try (Sender asks = Sender.rest("user", PAUSE, user);
                Sender answers = Sender.stomp("admin", PAUSE, admin)) {
            List<Sender> senders = List.of(asks, answers);
            for (int round = 1; round <= ROUNDS; round++) {
                everybodyGoesOn(senders);
                parley.killDatabase();
            }
            everybodyGoesOn(senders);
            senders.forEach(Sender::finish);
            assertThat(senders)
                    .allSatisfy(sender ->
                            assertThat(sender.attempts())
                                    .allSatisfy(attempt -> {
                                        assertThat(attempt.status()).isIn(200, 201, 503);
                                        assertThat(attempt.took()).isLessThan(LATEST_ANSWER);
                                    }));
            Ledger.check(user, asks, answers);
            long stored = user.everything().size();
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(List.of(userFollows, adminFollows))
                                    .extracting(Follower::last)
                                    .containsOnly(stored));
            assertThat(List.of(userFollows, adminFollows))
                    .allSatisfy(follower -> {
                        assertThat(follower.connections()).isOne();
                        assertThat(follower.gaps()).isZero();
                    });
        } finally {
            userFollows.close();
            adminFollows.close();
        }
    }

    @Test
    void aKilledRebuildLeavesTheOldGenerationAnsweringAndTheReadModelsAreSoonLive()
            throws Exception {
        List<ChatEnd> users =
                IntStream.rangeClosed(1, 3)
                        .mapToObj(n -> ChatEnd.user(parley.uri(), "user-" + n))
                        .toList();
        for (int round = 1; round <= Math.max(1, ROUNDS / 5); round++) {
            for (ChatEnd user : users) {
                for (int n = 0; n < 20; n++) {
                    user.send(UUID.randomUUID(), "Question " + n + " of round " + round);
                }
            }
            List<String> before = answers(users);

            try (Connection noSwap = parley.database().getDataSource().getConnection()) {
                noSwap.setAutoCommit(false);
                noSwap.createStatement().execute("SELECT FROM log_follower FOR UPDATE");
                assertThat(rebuild()).isEqualTo(202);
                await().atMost(PATIENCE).until(KillIT::isRebuilding);
                Thread.sleep(ThreadLocalRandom.current().nextInt(100));
                parley.kill();
                assertThat(isRebuilding()).isTrue();
            }
            parley.start();

            assertThat(answers(users)).isEqualTo(before);
            await().atMost(LIVE_AGAIN)
                    .until(() -> !signedIn.get("/admin/read_models").body().contains("rebuilding"));
            assertThat(answers(users)).isEqualTo(before);
        }
        assertThat(rebuild()).isEqualTo(202);
    }

    /** Whether a new generation is being built. */
    private static boolean isRebuilding() {
        return Boolean.TRUE.equals(
                parley.database()
                        .queryForObject(
                                "SELECT to_regnamespace('conversation_next') IS NOT NULL",
                                Boolean.class));
    }

    private static int rebuild() {
        return signedIn.post("/admin/read_models/rebuild", "").statusCode();
    }

    private static List<String> answers(List<ChatEnd> users) {
        ChatEnd list = ChatEnd.admin(parley.uri(), signedIn, users.getFirst().chatId());
        return Stream.concat(
                        Stream.of(list.get("/admin/chats"), list.get("/admin/chats?q=question")),
                        users.stream().map(ChatEnd::chat))
                .peek(answer -> assertThat(answer.status()).isEqualTo(200))
                .map(Answer::body)
                .toList();
    }

    private static void everybodyGoesOn(List<Sender> senders) {
        List<Integer> before = senders.stream().map(sender -> sender.accepted().size()).toList();
        await().atMost(PATIENCE)
                .until(() -> {
                    for (int i = 0; i < before.size(); i++) {
                        if (senders.get(i).accepted().size() < before.get(i) + 3) {
                            return false;
                        }
                    }
                    return true;
                });
    }

    /** A user with an address, who does not read what the admin wrote. */
    private record Reader(String name) {

        static Reader withPendingEmail(String name) {
            Reader reader = new Reader(name);
            Answer sent = reader.admin().send(UUID.randomUUID(), "Are you still there?");
            assertThat(sent.status()).isEqualTo(201);
            return reader;
        }

        private String address() {
            return name + "@example.com";
        }

        private ChatEnd admin() {
            ChatEnd user = ChatEnd.user(parley.uri(), Tokens.from(name).claim("email", address()));
            return ChatEnd.admin(parley.uri(), signedIn, user.chatId());
        }

        long mails() {
            JsonNode mails = Http.get(parley.uri().resolve("/dev/mail.json")).json();
            return StreamSupport.stream(mails.spliterator(), false)
                    .filter(mail -> mail.get("to").toString().contains(address()))
                    .count();
        }

        List<Path> mailsOnDisk() throws IOException {
            try (Stream<Path> files = Files.walk(parley.dataDir().resolve("mail"))) {
                return files.filter(Files::isRegularFile)
                        .filter(file -> read(file).contains(address()))
                        .toList();
            }
        }

        private static String read(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        List<String> emailHistory() {
            ChatEnd admin = admin();
            JsonNode history = admin.get("/admin/chats/" + admin.chatId() + "/history").json();
            return StreamSupport.stream(history.spliterator(), false)
                    .map(entry -> entry.get("type").stringValue())
                    .filter(type -> type.startsWith("ReplyEmail"))
                    .toList();
        }
    }
}
