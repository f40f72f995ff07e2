package chat.parley.web.readmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.web.AdminClient;
import chat.parley.web.StompClient;
import chat.parley.web.TestServer;
import chat.parley.web.Tokens;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/** Parked chats and proofs of read models, over REST and on a whole server. */
@ExtendWith(OutputCaptureExtension.class)
class ParkedChatsRestTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String MODELS = "/admin/read_models/";
    private static final JsonMapper JSON = new JsonMapper();

    private static TestServer server;
    private static AdminClient admin;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String token = Tokens.of("user " + UUID.randomUUID());

    @BeforeAll
    static void start(@TempDir Path dataDir) {
        server = TestServer.start(dataDir);
        admin = AdminClient.signedIn(server.uri());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void cure() {
        execute("ALTER TABLE conversation.message DROP CONSTRAINT IF EXISTS no_poison");
        execute("DELETE FROM parked_stream");
    }

    @Test
    void aParkedChatIsShownWithItsReasonAndRecorded() throws Exception {
        String chat = poisonedChat();

        JsonNode parked = json(admin.get(MODELS + "conversation/parked"));

        assertThat(parked).hasSize(1);
        assertThat(parked.get(0).propertyNames())
                .containsExactlyInAnyOrder("chat_id", "from_sequence", "reason", "parked_at");
        assertThat(parked.get(0).get("chat_id").stringValue()).isEqualTo(chat);
        assertThat(parked.get(0).get("reason").stringValue()).contains("no_poison");
        await().atMost(SOON)
                .untilAsserted(() -> {
                    JsonNode acts = json(admin.get("/admin/events?type=ChatParked"));
                    assertThat(acts).isNotEmpty();
                    assertThat(acts.get(0).get("details").get("chat_id").stringValue())
                            .isEqualTo(chat);
                    assertThat(acts.get(0).get("actor").get("type").stringValue())
                            .isEqualTo("system");
                    assertThat(acts.get(0).get("summary").stringValue())
                            .startsWith("Chat parked by conversation");
                });
    }

    @Test
    void aRetryBringsTheChatBackAndIsRecorded() throws Exception {
        String chat = poisonedChat();
        assertThat(messages(chat)).isZero();
        execute("ALTER TABLE conversation.message DROP CONSTRAINT no_poison");

        HttpResponse<String> answer = admin.post(retry("conversation", chat), "");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(messages(chat)).isEqualTo(1);
        assertThat(json(admin.get(MODELS + "conversation/parked"))).isEmpty();
        JsonNode act = json(admin.get("/admin/events?type=ParkedChatRetried")).get(0);
        assertThat(act.get("details").get("chat_id").stringValue()).isEqualTo(chat);
        assertThat(act.get("details").get("read_model").stringValue()).isEqualTo("conversation");
        assertThat(act.get("actor").get("email").stringValue()).isEqualTo(AdminClient.EMAIL);
    }

    @Test
    void afterARetryTheAdminsAreToldWhatTheListShowsNow() throws Exception {
        String chat = chat();
        write("Hi");
        execute(
                "ALTER TABLE inbox.chat ADD CONSTRAINT no_second"
                        + " CHECK (chat_id <> '%s' OR message_count < 2) NOT VALID",
                chat);
        write("Anybody?");
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(json(admin.get(MODELS + "inbox/parked"))).hasSize(1));
        execute("ALTER TABLE inbox.chat DROP CONSTRAINT no_second");
        try (StompClient socket =
                StompClient.admin(
                        URI.create("ws://localhost:" + server.port() + "/admin/ws"),
                        admin.cookieHeader(),
                        server.uri().toString())) {
            socket.subscribe("/topic/admin_support_notifications");

            assertThat(admin.post(retry("inbox", chat), "").statusCode()).isEqualTo(204);

            JsonNode push;
            do {
                push = JSON.readTree(socket.nextMessage());
            } while (!push.path("chat")
                    .path("last_message_preview")
                    .asString("")
                    .equals("Anybody?"));
            assertThat(push.get("type").stringValue()).isEqualTo("chat_updated");
            assertThat(push.get("chat").get("id").stringValue()).isEqualTo(chat);
            assertThat(push.get("chat").get("message_count").longValue()).isEqualTo(2);
        }
    }

    @Test
    void aRetryThatFailsAgainSaysSoWithoutInnerDetails() throws Exception {
        String chat = poisonedChat();

        HttpResponse<String> answer = admin.post(retry("conversation", chat), "");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(json(answer).get("type").stringValue()).endsWith("/still-parked");
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("poison");
        assertThat(json(admin.get(MODELS + "conversation/parked"))).hasSize(1);
    }

    @Test
    void whatIsNotThereIsNotFound() throws Exception {
        String chat = poisonedChat();

        assertThat(admin.get(MODELS + "nothing/parked").statusCode()).isEqualTo(404);
        assertThat(admin.get(MODELS + "nothing/proof").statusCode()).isEqualTo(404);
        assertThat(admin.post(MODELS + "nothing/proof", "").statusCode()).isEqualTo(404);
        assertThat(admin.post(retry("nothing", chat), "").statusCode()).isEqualTo(404);
        assertThat(admin.post(retry("inbox", chat), "").statusCode()).isEqualTo(404);
        assertThat(admin.post(retry("conversation", UUID.randomUUID().toString()), "").statusCode())
                .isEqualTo(404);
        assertThat(admin.post(retry("conversation", "no-uuid"), "").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "conversation/proof",
                "conversation/parked/6f1c2f9e-3f0a-4b4e-9c55-0d6a3e0f7a11/retry"
            })
    void onlyAnAdminOfOneOfOurPagesMayAsk(String act) {
        HttpRequest.Builder forged = admin.request(MODELS + act).POST(BodyPublishers.noBody());
        assertThat(admin.send(forged).statusCode()).isEqualTo(403);

        AdminClient stranger = new AdminClient(server.uri());
        stranger.get("/login");
        assertThat(stranger.post(MODELS + act, "").statusCode()).isEqualTo(401);
        assertThat(stranger.get(MODELS + "inbox/parked", "Accept", "application/json").statusCode())
                .isEqualTo(401);
    }

    @Test
    void aProofIsAnsweredAndKept(CapturedOutput output) throws Exception {
        String chat = chat();
        execute("DELETE FROM read_model_proof");
        assertThat(admin.get(MODELS + "inbox/proof").statusCode()).isEqualTo(204);
        write("Nobody else's business");
        admin.get("/admin/chats");

        JsonNode proof = json(admin.post(MODELS + "inbox/proof", ""));

        assertThat(proof.propertyNames())
                .containsExactlyInAnyOrder(
                        "name",
                        "position",
                        "chats",
                        "parked",
                        "equal",
                        "first_difference",
                        "proved_at");
        assertThat(proof.get("equal").booleanValue()).isTrue();
        assertThat(proof.get("first_difference").isNull()).isTrue();
        assertThat(json(admin.get(MODELS + "inbox/proof"))).isEqualTo(proof);

        execute("UPDATE inbox.chat SET last_message_preview = 'Wrong' WHERE chat_id = '%s'", chat);
        HttpResponse<String> broken = admin.post(MODELS + "inbox/proof", "");

        assertThat(json(broken).get("equal").booleanValue()).isFalse();
        assertThat(json(broken).get("first_difference").get("chat_id").stringValue())
                .isEqualTo(chat);
        assertThat(json(broken).get("first_difference").get("what").stringValue())
                .isEqualTo("chat: inbox.chat.last_message_preview");
        assertThat(broken.body()).doesNotContain("business").doesNotContain("Wrong");
        assertThat(output).contains("The read model inbox is not what the log says");
        assertThat(output).doesNotContain("business").doesNotContain("Wrong");
        execute("DELETE FROM inbox.chat WHERE chat_id = '%s'", chat);
    }

    /** A chat whose only message the read model could not take. */
    private String poisonedChat() throws Exception {
        String chat = chat();
        execute(
                "ALTER TABLE conversation.message ADD CONSTRAINT no_poison"
                        + " CHECK (content NOT LIKE '%%poison%%') NOT VALID");
        write("A poison");
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(json(admin.get(MODELS + "conversation/parked"))).hasSize(1));
        return chat;
    }

    private static String retry(String readModel, String chat) {
        return MODELS + readModel + "/parked/" + chat + "/retry";
    }

    private int messages(String chat) {
        return json(admin.get("/admin/chats/" + chat)).get("messages").size();
    }

    private String chat() throws Exception {
        return json(user("GET", "/support_chat", "")).get("id").stringValue();
    }

    private void write(String content) throws Exception {
        String message =
                JSON.writeValueAsString(
                        JSON.createObjectNode()
                                .put("content", content)
                                .put("client_message_id", UUID.randomUUID().toString()));
        assertThat(user("POST", "/support_chat/messages", message).statusCode()).isEqualTo(201);
    }

    private HttpResponse<String> user(String method, String path, String body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(server.uri().resolve(path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    private static void execute(String sql, Object... arguments) {
        server.bean(JdbcClient.class)
                .sql(arguments.length == 0 ? sql.replace("%%", "%") : sql.formatted(arguments))
                .update();
    }
}
