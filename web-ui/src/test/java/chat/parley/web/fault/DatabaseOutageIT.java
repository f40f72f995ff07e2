package chat.parley.web.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.log.TestDatabase;
import chat.parley.web.AdminClient;
import chat.parley.web.StompClient;
import chat.parley.web.TestServer;
import chat.parley.web.fault.Http.Answer;
import chat.parley.web.fault.Sender.Attempt;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The database goes away while people chat, and comes back. */
@ExtendWith(OutputCaptureExtension.class)
class DatabaseOutageIT {

    private static final Duration LATEST_ANSWER = Duration.ofSeconds(5);
    private static final Duration OUTAGE =
            Duration.ofSeconds(Integer.getInteger("fault.outage-seconds", 20));
    private static final Duration RECOVERY = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(150);

    @TempDir static Path dataDir;
    private static TestServer server;
    private static AdminClient signedIn;

    private final String userId = "user-" + UUID.randomUUID();
    private ChatEnd user;
    private ChatEnd admin;
    private Sender userByRest;
    private Sender userByStomp;
    private Sender adminByRest;
    private Sender adminByStomp;
    private Follower userFollows;
    private Follower adminFollows;

    @BeforeAll
    static void start() {
        server = TestServer.start(dataDir);
        signedIn = AdminClient.signedIn(server.uri());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void chat() {
        user = ChatEnd.user(server.uri(), userId);
        admin = ChatEnd.admin(server.uri(), signedIn, user.chatId());
        userByRest = Sender.rest("user-rest", PAUSE, user);
        userByStomp = Sender.stomp("user-stomp", PAUSE, user);
        adminByRest = Sender.rest("admin-rest", PAUSE, admin);
        adminByStomp = Sender.stomp("admin-stomp", PAUSE, admin);
        userFollows = new Follower(user);
        adminFollows = new Follower(admin);
        everybodyGoesOn();
    }

    @AfterEach
    void leave() {
        senders().forEach(Sender::close);
        followers().forEach(Follower::close);
    }

    @Test
    void aFrozenDatabaseIsA503WithinFiveSecondsAndThenAllGoesOn(CapturedOutput output) {
        TestDatabase.freeze();
        try {
            everybodyIsTurnedAway();
        } finally {
            TestDatabase.thaw();
        }
        everythingFlowsAgain(output);
        assertThat(followers()).extracting(Follower::connections).containsOnly(1);
    }

    @Test
    void aKilledDatabaseIsA503WithinFiveSecondsAndThenAllGoesOn(CapturedOutput output) {
        TestDatabase.crash();
        try {
            everybodyIsTurnedAway();
        } finally {
            TestDatabase.restart();
        }
        everythingFlowsAgain(output);
        assertThat(followers()).extracting(Follower::connections).containsOnly(1);
    }

    @Test
    void aFrozenDatabaseKeepsNobodyWaitingHoweverManyAskAtOnce() throws Exception {
        List<ChatEnd> others =
                IntStream.rangeClosed(1, 40)
                        .mapToObj(n -> ChatEnd.user(server.uri(), userId + "-" + n))
                        .toList();
        try (StompClient socket = user.connect();
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            socket.subscribe("/user/queue/replies");
            TestDatabase.freeze();
            try {
                long began = System.nanoTime();
                List<Future<Answer>> answers =
                        others.stream()
                                .map(other ->
                                        callers.submit(() -> other.send(UUID.randomUUID(), "Hi")))
                                .toList();
                for (int n = 0; n < 10; n++) {
                    socket.sendTo(
                            user.action("send_message"), ChatEnd.message(UUID.randomUUID(), "Hi"));
                }
                for (int n = 0; n < 10; n++) {
                    assertThat(socket.nextMessage()).contains("message_rejected", "503");
                }
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LATEST_ANSWER);
                for (Future<Answer> answer : answers) {
                    assertThat(answer.get().status()).isEqualTo(503);
                    assertThat(answer.get().took()).isLessThan(LATEST_ANSWER);
                }
            } finally {
                TestDatabase.thaw();
            }
        }
    }

    private void everybodyIsTurnedAway() {
        long until = System.nanoTime() + OUTAGE.toNanos();
        while (System.nanoTime() < until) {
            assertUnavailable(health());
            assertUnavailable(user.chat());
            assertThat(user.chat().header("Retry-After")).isNotEmpty();
            assertUnavailable(admin.get("/admin/chats"));
            assertUnavailable(admin.get("/admin/me"));
        }
    }

    private static void assertUnavailable(Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.took()).isLessThan(LATEST_ANSWER);
    }

    private static Answer health() {
        return Http.get(server.uri().resolve("/actuator/health"));
    }

    private void everythingFlowsAgain(CapturedOutput output) {
        await().atMost(RECOVERY).ignoreExceptions().until(() -> health().status() == 200);
        everybodyGoesOn();
        senders().forEach(Sender::finish);

        assertThat(senders())
                .allSatisfy(sender -> {
                    assertThat(sender.attempts())
                            .as("answers to %s", sender.name())
                            .allSatisfy(attempt -> assertThat(attempt.status()).isIn(200, 201, 503))
                            .extracting(Attempt::took)
                            .allSatisfy(took -> assertThat(took).isLessThan(LATEST_ANSWER));
                    assertThat(sender.attempts())
                            .filteredOn(attempt -> attempt.status() == 503)
                            .as("refusals of %s", sender.name())
                            .isNotEmpty()
                            .allMatch(Attempt::asProblem);
                });
        Ledger.check(user, senders().toArray(Sender[]::new));
        int messages = user.everything().size();
        await().atMost(RECOVERY)
                .untilAsserted(() ->
                        assertThat(followers())
                                .extracting(Follower::last)
                                .containsOnly((long) messages));
        assertThat(followers()).extracting(Follower::gaps).containsOnly(0);
        assertThat(parkedStreams()).isZero();
        assertThat(output).doesNotContain(userId).doesNotContain("user-rest");
        assertThat(output.toString().lines().filter(line -> line.startsWith("\tat ")))
                .as("lines of stack traces")
                .isEmpty();
    }

    private void everybodyGoesOn() {
        List<Integer> sent = senders().map(sender -> sender.accepted().size()).toList();
        List<Integer> pushed = followers().map(Follower::pushed).toList();
        await().atMost(RECOVERY)
                .untilAsserted(() -> {
                    assertThat(senders().map(sender -> sender.accepted().size()).toList())
                            .as("accepted")
                            .usingElementComparator((now, before) -> now > before ? 0 : -1)
                            .isEqualTo(sent);
                    assertThat(followers().map(Follower::pushed).toList())
                            .as("pushed")
                            .usingElementComparator((now, before) -> now > before ? 0 : -1)
                            .isEqualTo(pushed);
                });
    }

    private Stream<Sender> senders() {
        return Stream.of(userByRest, userByStomp, adminByRest, adminByStomp);
    }

    private Stream<Follower> followers() {
        return Stream.of(userFollows, adminFollows);
    }

    private long parkedStreams() {
        return server.bean(JdbcClient.class)
                .sql("SELECT count(*) FROM parked_stream")
                .query(Long.class)
                .single();
    }
}
