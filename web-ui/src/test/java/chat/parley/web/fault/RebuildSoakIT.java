package chat.parley.web.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.log.TestDatabase;
import chat.parley.web.AdminClient;
import chat.parley.web.TestServer;
import chat.parley.web.Tokens;

import com.zaxxer.hikari.HikariDataSource;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * All read models are rebuilt again and again, through one node and the other, while people write
 * and read on both without a pause; each rebuild is followed by a proof.
 */
class RebuildSoakIT {

    private static final int ROUNDS = Math.max(2, Integer.getInteger("fault.rounds", 5) / 5);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final String READ_MODELS = "/admin/read_models";
    private static final List<String> NAMES = List.of("conversation", "inbox");

    /** The delay is so short that e-mails fall due while read models are rebuilt. */
    private static final List<String> ARGUMENTS =
            List.of(
                    "--parley.demo=true",
                    "--parley.reply-email.delay=PT0.5S",
                    "--parley.limits.user-messages-burst=100000",
                    "--parley.limits.admin-messages-burst=100000");

    private static HikariDataSource database;
    private static List<TestServer> nodes;
    private static AdminClient onFirst;
    private static AdminClient onSecond;

    private final List<Future<?>> load = new ArrayList<>();
    private volatile boolean over;

    @BeforeAll
    static void start(@TempDir Path firstDataDir, @TempDir Path secondDataDir) {
        database = TestDatabase.fresh();
        nodes =
                Stream.of(firstDataDir, secondDataDir)
                        .map(dir -> TestServer.with(ARGUMENTS, database.getJdbcUrl(), dir))
                        .toList();
        onFirst = AdminClient.signedIn(nodes.getFirst().uri());
        onSecond = AdminClient.signedIn(nodes.getLast().uri());
    }

    @AfterAll
    static void stop() {
        nodes.forEach(TestServer::close);
        database.close();
    }

    @Test
    void everyRebuildUnderTrafficIsProvedAndNobodyNoticesIt() throws Exception {
        URI first = nodes.getFirst().uri();
        URI second = nodes.getLast().uri();
        List<RoundTrip> trips =
                List.of(
                        new RoundTrip(first, second, onFirst, "ada"),
                        new RoundTrip(second, first, onFirst, "bob"));
        try (Talk oneTalk = new Talk(first, second, onFirst, "cora");
                Talk otherTalk = new Talk(second, first, onFirst, "dan");
                ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Talk> talks = List.of(oneTalk, otherTalk);
            try {
                trips.forEach(trip -> withoutPause(people, trip::go));
                talks.forEach(talk -> withoutPause(people, talk::readAsUser));
                talks.forEach(talk -> withoutPause(people, talk::readAsAdmin));
                for (int round = 1; round <= ROUNDS; round++) {
                    everybodyGoesOn(talks);
                    new Reader(round).isAnswered();
                    rebuildAll(round % 2 == 0 ? onFirst : onSecond);
                    NAMES.forEach(RebuildSoakIT::prove);
                    nobodyHasFailed();
                }
                everybodyGoesOn(talks);
            } finally {
                over = true;
            }
            for (Future<?> each : load) {
                each.get();
            }
            talks.forEach(Talk::end);
        }
        trips.forEach(RoundTrip::checkHistory);
        for (int round = 1; round <= ROUNDS; round++) {
            new Reader(round).hasOneEmail();
        }
        for (String name : NAMES) {
            assertThat(onFirst.get(READ_MODELS + "/" + name + "/parked").body()).isEqualTo("[]");
        }
    }

    private void withoutPause(ExecutorService people, Runnable work) {
        load.add(
                people.submit(() -> {
                    while (!over) {
                        work.run();
                    }
                }));
    }

    /** Whoever fails, ends. */
    private void nobodyHasFailed() throws Exception {
        for (Future<?> each : load) {
            if (each.isDone()) {
                each.get();
            }
        }
    }

    private static void everybodyGoesOn(List<Talk> talks) {
        List<Sender> senders = talks.stream().flatMap(talk -> talk.senders().stream()).toList();
        List<Integer> enough =
                senders.stream().map(sender -> sender.accepted().size() + 3).toList();
        await().atMost(SOON)
                .pollInterval(BETWEEN_LOOKS)
                .until(() ->
                        IntStream.range(0, enough.size())
                                .allMatch(n -> senders.get(n).accepted().size() >= enough.get(n)));
    }

    private static void rebuildAll(AdminClient admin) {
        List<String> before = rebuiltAt(admin);
        assertThat(admin.post(READ_MODELS + "/rebuild", "").statusCode()).isEqualTo(202);
        await().atMost(SOON)
                .pollInterval(BETWEEN_LOOKS)
                .until(() -> !admin.get(READ_MODELS).body().contains("rebuilding"));
        assertThat(rebuiltAt(admin)).doesNotContainAnyElementsOf(before);
    }

    private static List<String> rebuiltAt(AdminClient admin) {
        return strings(ChatEnd.json(admin.get(READ_MODELS).body()), "rebuilt_at");
    }

    /** The proof that follows a rebuild by itself may be under way. */
    private static void prove(String readModel) {
        HttpResponse<String> answer =
                await().atMost(SOON)
                        .pollInterval(BETWEEN_LOOKS)
                        .until(
                                () -> onFirst.post(READ_MODELS + "/" + readModel + "/proof", ""),
                                given -> given.statusCode() != 409);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode proof = ChatEnd.json(answer.body());
        assertThat(proof.get("equal").booleanValue()).as(answer.body()).isTrue();
        assertThat(proof.get("chats").intValue()).isGreaterThan(4);
        assertThat(proof.get("parked").intValue()).isZero();
    }

    private static List<String> strings(JsonNode list, String field) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(each -> each.get(field).toString())
                .toList();
    }

    /** A user with an address, who does not read what the admin writes. */
    private record Reader(int round) {

        private String address() {
            return "reader-" + round + "@example.com";
        }

        private ChatEnd admin() {
            URI node = nodes.get(round % 2).uri();
            Tokens claims = Tokens.from("reader-" + round).claim("email", address());
            return ChatEnd.admin(node, onFirst, ChatEnd.user(node, claims).chatId());
        }

        void isAnswered() {
            assertThat(admin().send(UUID.randomUUID(), "Are you still there?").status())
                    .isEqualTo(201);
        }

        /** Over the mailboxes of both nodes, and in the history. */
        void hasOneEmail() {
            await().atMost(SOON).pollInterval(BETWEEN_LOOKS).until(() -> mails() > 0);
            assertThat(mails()).isOne();
            ChatEnd admin = admin();
            String history = "/admin/chats/" + admin.chatId() + "/history";
            assertThat(strings(admin.get(history).json(), "type"))
                    .filteredOn(type -> type.contains("ReplyEmail"))
                    .containsExactly(
                            "\"ReplyEmailRequested\"",
                            "\"ReplyEmailAttempted\"",
                            "\"ReplyEmailSent\"");
        }

        private long mails() {
            return nodes.stream()
                    .map(node -> Http.get(node.uri().resolve("/dev/mail.json")).json())
                    .flatMap(mails -> strings(mails, "to").stream())
                    .filter(to -> to.contains(address()))
                    .count();
        }
    }
}
