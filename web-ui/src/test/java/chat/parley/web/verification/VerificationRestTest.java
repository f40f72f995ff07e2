package chat.parley.web.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.parley.log.TestDatabase;
import chat.parley.log.verification.Verification;
import chat.parley.web.AdminClient;
import chat.parley.web.TestServer;
import chat.parley.web.Tokens;

import com.zaxxer.hikari.HikariDataSource;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

class VerificationRestTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static HikariDataSource database;
    private static JdbcTemplate jdbc;
    private static TestServer server;
    private static AdminClient admin;
    private static String chat;

    @BeforeAll
    static void openAChatOfThreeMessages(@TempDir Path dataDir) throws Exception {
        database = TestDatabase.fresh();
        jdbc = new JdbcTemplate(database);
        jdbc.execute("ALTER TABLE event_log DISABLE TRIGGER USER");
        server = start(database, dataDir);
        admin = AdminClient.signedIn(server.uri());
        chat = openChat(server);
        for (int n = 1; n <= 3; n++) {
            send(server, n);
        }
    }

    @AfterAll
    static void close() {
        server.close();
        database.close();
    }

    @BeforeEach
    void keepTheLog() {
        jdbc.execute("CREATE TABLE kept AS SELECT * FROM event_log");
    }

    @AfterEach
    void restoreTheLog() {
        jdbc.execute("TRUNCATE event_log");
        jdbc.execute("INSERT INTO event_log SELECT * FROM kept");
        jdbc.execute("DROP TABLE kept");
    }

    @Test
    void aHistoryAsItWasWrittenIsVerified() {
        HttpResponse<String> answer = admin.get("/admin/audit/verify");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()))
                .isEqualTo(
                        JSON.readTree(
                                "{\"verified\": true, \"events\": %d, \"first_broken\": null}"
                                        .formatted(head())));
    }

    @Test
    void theFirstBrokenPlaceIsNamed() {
        long position = position(2);
        jdbc.execute("UPDATE event_log SET at = now() WHERE position = " + position);

        assertThat(verify())
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"verified": false, "events": %d, "first_broken": {
                                    "chat_id": "%s", "sequence": 2, "position": %d,
                                    "reason": "link_broken",
                                    "detail": "The hash does not follow from this event and the \
                                hash before it."}}
                                """
                                        .formatted(position - 1, chat, position)));
    }

    @Test
    void anEndThatWasVerifiedAndCutOffIsNoticed() {
        verify();
        cutOff();

        assertCutOff(verify(), chat, 3);
    }

    @Test
    void anEndThatWasVerifiedAndCutOffIsNoticedByAnotherNode(@TempDir Path another) {
        verify();
        try (TestServer second = start(database, another)) {
            // Signed in already: an event that this test took back would be missed in the next one.
            AdminClient there = new AdminClient(second.uri());
            there.setCookie("SESSION", admin.cookie("SESSION"));
            cutOff();

            assertCutOff(verify(there), chat, 3);
        }
    }

    @Test
    void anEndThatNobodyVerifiedBeforeItWasCutOffIsMissedToo(@TempDir Path another)
            throws Exception {
        try (HikariDataSource log = TestDatabase.fresh();
                TestServer node = start(log, another)) {
            AdminClient there = AdminClient.signedIn(node.uri());
            String lost = openChat(node);
            send(node, 1);
            assertThat(there.get("/admin/chats/" + lost).statusCode()).isEqualTo(200);

            new JdbcTemplate(log)
                    .execute(
                            "ALTER TABLE event_log DISABLE TRIGGER USER;"
                                    + " DELETE FROM event_log WHERE type = 'MessageSent'");

            assertCutOff(verify(there), lost, 1);
            assertThat(VerifyHistory.run(command(log, another))).isOne();
        }
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void theCommandVerifiesTheHistoryOfADemoToo(@TempDir Path another, CapturedOutput printed) {
        assertThat(VerifyHistory.run(command(database, another))).isZero();

        assertThat(printed)
                .containsPattern(
                        "Verified: %d events, to the hash [0-9a-f]{64}; signed checkpoints: 0"
                                .formatted(head()));
    }

    @Test
    void aServerThatStopsSignsTheEnd(@TempDir Path another) {
        jdbc.execute("DELETE FROM log_checkpoint");

        start(database, another).close();

        assertThat(jdbc.queryForList("SELECT position FROM log_checkpoint", Long.class))
                .containsExactly(head());
    }

    @Test
    void checkpointsAndTheirKeyAreHandedOutForOthersToCheck() throws Exception {
        verify();

        HttpResponse<String> lines =
                admin.get("/admin/audit/checkpoints", "Accept", "application/x-ndjson");
        JsonNode checkpoint = JSON.readTree(lines.body());
        HttpResponse<String> key = admin.get("/admin/audit/public_key");

        assertThat(lines.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"checkpoints.jsonl\"");
        assertThat(JSON.readTree(admin.get("/admin/audit/checkpoints").body()))
                .containsExactly(checkpoint);
        assertThat(checkpoint.path("position").asLong()).isEqualTo(head());
        assertThat(checkpoint.path("stream").asString()).isEqualTo(chat);
        assertThat(isSigned(checkpoint, key.body())).isTrue();
    }

    @Test
    void whoeverAsksDuringAWalkSharesItsResult() throws Exception {
        HistoryVerification history = server.bean(HistoryVerification.class);
        List<Verification> results = new ArrayList<>();
        List<Thread> callers = new ArrayList<>();
        try (Connection lock = database.getConnection();
                Statement statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            statement.execute("LOCK TABLE event_log IN ACCESS EXCLUSIVE MODE");
            for (int n = 0; n < 3; n++) {
                callers.add(
                        Thread.ofPlatform()
                                .start(() -> {
                                    Verification result = history.verify();
                                    synchronized (results) {
                                        results.add(result);
                                    }
                                }));
            }
            await().until(() ->
                    callers.stream().allMatch(caller -> caller.getState() == Thread.State.WAITING));
            lock.rollback();
        }
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(results).hasSize(3).allMatch(result -> result == results.getFirst());
        assertThat(history.verify()).isNotSameAs(results.getFirst());
    }

    @Test
    void onlyAdminsMayAsk() {
        for (String path : List.of("verify", "checkpoints", "public_key")) {
            assertThat(new AdminClient(server.uri()).get("/admin/audit/" + path).statusCode())
                    .as(path)
                    .isEqualTo(401);
        }
    }

    private static TestServer start(HikariDataSource log, Path dataDir) {
        return TestServer.with(
                List.of("--parley.audit.signing-key=" + TestKeys.OUR_PEM),
                log.getJdbcUrl(),
                dataDir);
    }

    private static String[] command(HikariDataSource log, Path dataDir) {
        return new String[] {
            VerifyHistory.ARGUMENT,
            "--parley.demo=true",
            "--parley.widget.secret=" + Tokens.SECRET,
            "--parley.data-dir=" + dataDir,
            "--spring.datasource.url=" + log.getJdbcUrl()
        };
    }

    private static void assertCutOff(JsonNode verification, String chat, long sequence) {
        assertThat(verification.path("verified").asBoolean()).isFalse();
        JsonNode broken = verification.path("first_broken");
        assertThat(broken.path("reason").asString()).isEqualTo("cut_off");
        assertThat(broken.path("chat_id").asString()).isEqualTo(chat);
        assertThat(broken.path("sequence").asLong()).isEqualTo(sequence);
    }

    /** As docs/proof.md says. */
    private static boolean isSigned(JsonNode checkpoint, String pem) throws Exception {
        String message =
                "parley checkpoint 1\n%d\n%s\n%d\n%s\n%s\n"
                        .formatted(
                                checkpoint.path("position").asLong(),
                                checkpoint.path("stream").asString(),
                                checkpoint.path("sequence").asLong(),
                                checkpoint.path("hash").asString(),
                                checkpoint.path("at").asString());
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----.*-----", ""));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(
                KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der)));
        signature.update(message.getBytes(UTF_8));
        return signature.verify(
                Base64.getDecoder().decode(checkpoint.path("signature").asString()));
    }

    private static JsonNode verify() {
        return verify(admin);
    }

    private static JsonNode verify(AdminClient asking) {
        return JSON.readTree(asking.get("/admin/audit/verify").body());
    }

    private void cutOff() {
        jdbc.execute("DELETE FROM event_log WHERE position >= " + position(3));
    }

    private long head() {
        return jdbc.queryForObject("SELECT max(position) FROM event_log", Long.class);
    }

    private long position(long sequence) {
        return jdbc.queryForObject(
                "SELECT position FROM event_log WHERE stream = ? AND sequence = ?",
                Long.class,
                chat,
                sequence);
    }

    private static String openChat(TestServer node) throws Exception {
        return JSON.readTree(asAda(node, "GET", "/support_chat", "").body()).path("id").asString();
    }

    private static void send(TestServer node, int n) throws Exception {
        assertThat(
                        asAda(
                                        node,
                                        "POST",
                                        "/support_chat/messages",
                                        "{\"content\": \"Message %d\", \"client_message_id\": \"%s\"}"
                                                .formatted(n, UUID.randomUUID()))
                                .statusCode())
                .isEqualTo(201);
    }

    private static HttpResponse<String> asAda(
            TestServer node, String method, String path, String body) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(node.uri().resolve(path))
                            .header("Authorization", "Bearer " + Tokens.of("ada"))
                            .header("Content-Type", "application/json")
                            .method(method, BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        }
    }
}
