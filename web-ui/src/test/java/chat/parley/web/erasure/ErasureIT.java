package chat.parley.web.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.log.TestDatabase;
import chat.parley.web.AdminClient;
import chat.parley.web.StompClient;
import chat.parley.web.TestServer;
import chat.parley.web.Tokens;

import com.zaxxer.hikari.HikariDataSource;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Forgetting a person, on two nodes, from the first request to the certificate. */
class ErasureIT {

    private static final Duration ALL_DONE = Duration.ofSeconds(30);
    private static final List<String> DEMO =
            List.of("--parley.demo=true", "--parley.reply-email.delay=PT0.5S");
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static HikariDataSource database;
    private static Path firstDir;
    private static Path secondDir;
    private static TestServer first;
    private static TestServer second;
    private static AdminClient admin;
    private static AdminClient adminOnSecond;

    private final String marker = "marker" + UUID.randomUUID().toString().replace("-", "");
    private final String email = marker + "@example.com";
    private String token;
    private String chat;

    @BeforeAll
    static void start(@TempDir Path one, @TempDir Path two) {
        database = TestDatabase.fresh();
        firstDir = one;
        secondDir = two;
        first = TestServer.with(DEMO, database.getJdbcUrl(), one);
        second = TestServer.with(DEMO, database.getJdbcUrl(), two);
        admin = AdminClient.signedIn(first.uri());
        adminOnSecond = AdminClient.signedIn(second.uri());
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
        database.close();
    }

    @BeforeEach
    void aPersonWhoAsked() {
        token = tokenIssuedAt(Instant.now().minusSeconds(10));
        chat = json(user(first, token, "/support_chat", null)).path("id").asString();
        assertThat(
                        user(first, token, "/support_chat/messages", message("My " + marker))
                                .statusCode())
                .isEqualTo(201);
    }

    @Test
    void nothingOfThePersonIsLeftAnywhere() throws Exception {
        try (Traces traces = new Traces(marker, database, List.of(firstDir, secondDir))) {
            admin.post(path("/messages"), message("About " + marker));
            adminOnSecond.post(path("/messages"), message("More about " + marker));
            await().atMost(ALL_DONE).until(() -> !traces.inFiles().isEmpty());
            admin.get("/admin/chats?q=" + marker);
            allElseThatHappensInAChat();
            assertThat(eventsWithMarker())
                    .contains("ChatStarted", "UserDetailsChanged", "MessageSent", "MessagesRead");
            assertThat(traces.inTables())
                    .contains("public.event_log", "conversation.chat", "conversation.message")
                    .contains("inbox.chat", "inbox.message", "inbox.user_words");

            assertThat(erase("new-" + email).statusCode()).isEqualTo(202);
            certificate();

            assertThat(personalPartsLeft()).isZero();
            assertThat(traces.inTables()).isEmpty();
            assertThat(traces.inFiles()).isEmpty();
            assertThat(traces.inLog()).isEmpty();
        }
        for (AdminClient anywhere : List.of(admin, adminOnSecond)) {
            for (String path :
                    List.of(
                            path(""),
                            path("?at=" + Instant.now().minusMillis(1)),
                            path("/history"),
                            path("/export"),
                            "/admin/chats",
                            "/admin/chats?archived=true",
                            "/admin/chats?archived=true&q=" + marker,
                            "/admin/events?chat=" + chat)) {
                assertThat(anywhere.get(path).statusCode()).as(path).isEqualTo(200);
                assertThat(anywhere.get(path).body()).as(path).doesNotContain(marker);
            }
            assertThat(anywhere.get(path("/export"), "Accept", "text/html").body())
                    .doesNotContain(marker);
        }
        assertThat(firstBrokenLink()).isNull();
    }

    /** The person has another name and address in the end. */
    private void allElseThatHappensInAChat() {
        token =
                tokens().claim("iat", Instant.now().getEpochSecond())
                        .claim("name", "New name " + marker)
                        .claim("email", "new-" + email)
                        .sign();
        user(first, token, "/support_chat/messages", message("Again " + marker));
        send(
                HttpRequest.newBuilder(first.uri().resolve("/support_chat/mark_read"))
                        .header("Authorization", "Bearer " + token)
                        .method("PATCH", BodyPublishers.noBody()));
        for (String verb : List.of("/viewed", "/archive", "/unarchive")) {
            assertThat(admin.post(path(verb), "").statusCode()).isEqualTo(204);
        }
    }

    private List<String> eventsWithMarker() {
        return new JdbcTemplate(database)
                .queryForList(
                        "SELECT DISTINCT type FROM event_log WHERE strpos(personal::text, ?) > 0",
                        String.class,
                        marker);
    }

    /** Of what happened before the erasure, whoever it was by. */
    private long personalPartsLeft() {
        return new JdbcTemplate(database)
                .queryForObject(
                        "SELECT count(*) FROM event_log WHERE stream = ? AND type <> 'ChatErased'"
                                + " AND personal IS NOT NULL",
                        Long.class,
                        chat);
    }

    @Test
    void theChatSaysThatItWasErasedWhenAndByWhom() {
        Instant before = Instant.now();
        erase(chat);

        JsonNode shown = json(adminOnSecond.get(path("")));
        assertThat(shown.path("user_id").isNull()).isTrue();
        assertThat(shown.path("archived").asBoolean()).isTrue();
        JsonNode message = shown.path("messages").path(0);
        assertThat(message.path("content").isNull()).isTrue();
        assertThat(message.path("erased").asBoolean()).isTrue();
        JsonNode then = json(admin.get(path("?at=" + before))).path("messages").path(0);
        assertThat(then.path("content").isNull()).isTrue();
        assertThat(then.path("erased").asBoolean()).isTrue();
        JsonNode history = json(admin.get(path("/history")));
        JsonNode last = history.path(history.size() - 1);
        assertThat(last.path("type").asString()).isEqualTo("ChatErased");
        assertThat(last.path("actor").path("email").asString()).isEqualTo(AdminClient.EMAIL);
        assertThat(Instant.parse(shown.path("erased_at").asString()))
                .isEqualTo(Instant.parse(last.path("at").asString()));
    }

    @Test
    void whatIsNotErasedDoesNotSpeakOfIt() {
        assertThat(json(admin.get(path(""))).path("messages").path(0).has("erased")).isFalse();
        assertThat(json(admin.get("/admin/chats")).path(0).has("erased")).isFalse();
        assertThat(json(admin.get(path(""))).path("erased_at").isNull()).isTrue();
    }

    @Test
    void onlyWhoKnowsWhomTheyEraseMayDoIt() {
        for (String body :
                List.of("{}", "{\"confirm\": null}", "{\"confirm\": \"\"}", confirm("Ada"))) {
            HttpResponse<String> refused = admin.post(path("/erase"), body);
            assertThat(refused.statusCode()).as(body).isEqualTo(422);
            assertThat(json(refused).path("field").asString()).isEqualTo("confirm");
        }
        assertThat(admin.post(path("/erase"), "{\"confirm\": 1}").statusCode()).isEqualTo(400);
        assertThat(
                        admin.post("/admin/chats/" + UUID.randomUUID() + "/erase", confirm("x"))
                                .statusCode())
                .isEqualTo(404);
        assertThat(admin.post("/admin/chats/nobody/erase", confirm("x")).statusCode())
                .isEqualTo(404);
        assertThat(admin.get(path("/erasure_certificate")).statusCode()).isEqualTo(404);
        assertThat(json(admin.get(path("/history"))).toString()).doesNotContain("ChatErased");
    }

    @Test
    void erasingAgainIsTheSameAnswerAndRecordsNothing() {
        HttpResponse<String> once = erase(email);
        HttpResponse<String> again = erase(email);
        HttpResponse<String> onSecond = adminOnSecond.post(path("/erase"), confirm(chat));

        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(once.body()).isEqualTo(onSecond.body());
        assertThat(json(admin.get(path("/history"))).toString().split("ChatErased", -1)).hasSize(2);
    }

    @Test
    void nothingHappensInTheChatAnyMore() {
        erase(chat);

        for (AdminClient anywhere : List.of(adminOnSecond, admin)) {
            for (String verb : List.of("/archive", "/unarchive", "/viewed")) {
                assertErased(anywhere.post(path(verb), ""));
            }
            assertErased(anywhere.post(path("/messages"), message("Hello?")));
        }
        try (StompClient socket =
                StompClient.admin(
                        socket(second, "/admin/ws"),
                        adminOnSecond.cookieHeader(),
                        second.uri().toString())) {
            socket.subscribe("/user/queue/replies");
            socket.sendTo("/app/support_chat." + chat + ".viewed", "");
            socket.sendTo("/app/support_chat." + chat + ".send_message", message("Hello?"));
            assertThat(socket.nextMessage()).contains("message_rejected", "/chat-erased");
        }
    }

    @Test
    void theSocketsOfThePersonAreClosedOnEveryNodeAndTheirTokenIsWorthNothing() {
        try (StompClient here = StompClient.user(socket(first, "/ws"), token);
                StompClient there = StompClient.user(socket(second, "/ws"), token)) {
            here.subscribe("/topic/support_chat." + chat);
            there.subscribe("/topic/support_chat." + chat);
            long began = System.nanoTime();

            erase(chat);

            assertThat(here.closeCode()).isPositive();
            assertThat(there.closeCode()).isPositive();
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(5));
        }
        String withoutTime = tokens().without("iat").sign();
        for (TestServer node : List.of(first, second)) {
            for (String old : List.of(token, withoutTime)) {
                HttpResponse<String> refused = user(node, old, "/support_chat", null);
                assertThat(refused.statusCode()).isEqualTo(401);
                assertThat(json(refused).path("type").asString()).endsWith("/person-erased");
                try (StompClient socket = StompClient.open(socket(node, "/ws"), Map.of())) {
                    socket.sendConnect(Map.of("Authorization", "Bearer " + old));
                    assertThat(socket.next("ERROR").header("message")).contains("erased");
                }
            }
        }
    }

    @Test
    void whoComesBackBeginsAnewAndMayBeErasedAgain() {
        erase(chat);

        String later = tokenIssuedAt(Instant.now().plusSeconds(1));
        JsonNode next = json(user(second, later, "/support_chat", null));
        assertThat(next.path("id").asString()).isNotEqualTo(chat);
        assertThat(next.path("messages").size()).isZero();
        user(second, later, "/support_chat/messages", message("Here I am again"));
        assertThat(json(user(first, later, "/support_chat", null)).path("messages").size()).isOne();

        String nextChat = next.path("id").asString();
        assertThat(
                        admin.post("/admin/chats/" + nextChat + "/erase", confirm(nextChat))
                                .statusCode())
                .isEqualTo(202);
        String latest = tokenIssuedAt(Instant.now().plusSeconds(5));
        assertThat(json(user(first, latest, "/support_chat", null)).path("id").asString())
                .isNotIn(chat, nextChat);
    }

    @Test
    void theCertificateIsSignedAndTheSameForEver() throws Exception {
        erase(chat);
        assertThat(admin.get(path("/erasure_certificate")).statusCode()).isEqualTo(404);
        new JdbcTemplate(database)
                .update("UPDATE erasure SET forgotten_at = forgotten_at - interval '5 seconds'");

        JsonNode certificate = certificate();

        assertThat(json(adminOnSecond.get(path("/erasure_certificate")))).isEqualTo(certificate);
        assertThat(certificate.path("chat_id").asString()).isEqualTo(chat);
        assertThat(certificate.path("events_erased").asInt()).isEqualTo(2);
        StringBuilder statement = new StringBuilder("Parley erasure certificate 1\n");
        for (String field :
                List.of(
                        "chat_id",
                        "erased_at",
                        "erased_by",
                        "position",
                        "hash",
                        "events_erased",
                        "certified_at")) {
            statement
                    .append(field)
                    .append('=')
                    .append(certificate.path(field).asString())
                    .append('\n');
        }
        assertThat(isSigned(statement.toString(), certificate)).isTrue();
        assertThat(isSigned(statement.toString().replace(chat, marker), certificate)).isFalse();
        JsonNode history = json(admin.get(path("/history")));
        assertThat(certificate.path("hash"))
                .isEqualTo(history.path(history.size() - 1).path("hash"));
    }

    private static boolean isSigned(String statement, JsonNode certificate) throws Exception {
        String pem = certificate.path("public_key").asString();
        byte[] key = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        Signature check = Signature.getInstance("Ed25519");
        check.initVerify(
                KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(key)));
        check.update(statement.getBytes(StandardCharsets.UTF_8));
        return check.verify(Base64.getDecoder().decode(certificate.path("signature").asString()));
    }

    private Tokens tokens() {
        return Tokens.from("user " + marker).claim("name", "Name " + marker).claim("email", email);
    }

    private String tokenIssuedAt(Instant time) {
        return tokens().claim("iat", time.getEpochSecond()).sign();
    }

    private HttpResponse<String> erase(String confirmation) {
        return admin.post(path("/erase"), confirm(confirmation));
    }

    private JsonNode certificate() {
        await().atMost(ALL_DONE)
                .until(() -> admin.get(path("/erasure_certificate")).statusCode() == 200);
        return json(admin.get(path("/erasure_certificate")));
    }

    private static void assertErased(HttpResponse<String> refused) {
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused).path("type").asString()).endsWith("/chat-erased");
    }

    private @Nullable Long firstBrokenLink() {
        return new JdbcTemplate(database)
                .queryForObject(
                        """
                        SELECT min(position) FROM (
                            SELECT position, hash, event_hash(
                                lag(hash, 1, decode(repeat('00', 32), 'hex'))
                                    OVER (ORDER BY position),
                                position, stream, sequence, event_id, type, revision, at, payload,
                                metadata, personal_digest) AS recomputed
                            FROM event_log) AS link
                        WHERE hash <> recomputed
                        """,
                        Long.class);
    }

    private String path(String rest) {
        return "/admin/chats/" + chat + rest;
    }

    private static String confirm(String confirmation) {
        return JSON.writeValueAsString(Map.of("confirm", confirmation));
    }

    private static String message(String content) {
        return JSON.writeValueAsString(
                Map.of("content", content, "client_message_id", UUID.randomUUID().toString()));
    }

    private static URI socket(TestServer node, String path) {
        return URI.create("ws://localhost:" + node.port() + path);
    }

    private static HttpResponse<String> user(
            TestServer node, String token, String path, @Nullable String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(node.uri().resolve(path))
                        .header("Authorization", "Bearer " + token);
        if (body != null) {
            request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        }
        return send(request);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }
}
