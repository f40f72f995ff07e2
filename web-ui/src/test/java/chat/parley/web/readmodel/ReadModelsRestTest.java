package chat.parley.web.readmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.web.AdminClient;
import chat.parley.web.StompClient;
import chat.parley.web.TestServer;
import chat.parley.web.Tokens;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

class ReadModelsRestTest {

    private static final String READ_MODELS = "/admin/read_models";
    private static final Duration SOON = Duration.ofSeconds(20);

    private static TestServer server;

    private final JsonMapper json = JsonMapper.builder().build();
    private AdminClient admin;

    @BeforeAll
    static void start(@TempDir Path dataDir) {
        server = TestServer.start(dataDir);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void signIn() {
        admin = AdminClient.signedIn(server.uri());
    }

    @Test
    void theListShowsEachReadModelWithAllItsFields() {
        HttpResponse<String> answer = admin.get(READ_MODELS);

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode list = json.readTree(answer.body());
        assertThat(names(list)).containsExactly("conversation", "inbox");
        for (JsonNode model : list) {
            assertThat(model.propertyNames())
                    .containsExactlyInAnyOrder(
                            "name",
                            "state",
                            "position",
                            "head",
                            "lag_events",
                            "progress",
                            "events_per_second",
                            "eta_seconds",
                            "rebuilt_at");
            assertThat(model.get("state").stringValue()).isEqualTo("live");
            assertThat(model.get("progress").doubleValue()).isEqualTo(1);
            assertThat(model.get("eta_seconds").isNull()).isTrue();
        }
    }

    @Test
    void aRebuildIsAcceptedRecordedAndToldOf() {
        try (StompClient socket =
                StompClient.admin(
                        URI.create("ws://localhost:" + server.port() + "/admin/ws"),
                        admin.cookieHeader(),
                        server.uri().toString())) {
            socket.subscribe("/topic/admin_support_notifications");

            assertThat(admin.post(READ_MODELS + "/inbox/rebuild", "").statusCode()).isEqualTo(202);

            JsonNode push;
            do {
                push = json.readTree(socket.nextMessage());
                assertThat(push.get("type").stringValue()).isEqualTo("read_model");
                assertThat(push.get("name").stringValue()).isEqualTo("inbox");
            } while (push.get("state").stringValue().equals("rebuilding"));
            assertThat(push.get("progress").doubleValue()).isEqualTo(1);
            assertThat(push.get("rebuilt_at").isNull()).isFalse();
        }
        awaitLive();
        JsonNode recorded =
                json.readTree(
                        admin.get("/admin/events?type=ReadModelRebuildRequested&limit=1").body());
        assertThat(recorded.get(0).get("actor").get("email").stringValue())
                .isEqualTo(AdminClient.EMAIL);
        assertThat(recorded.get(0).get("details").toString()).contains("inbox");
    }

    @Test
    void allAreRebuiltByOneRequestAndRecordedEach() {
        int before = requests();

        assertThat(admin.post(READ_MODELS + "/rebuild", "").statusCode()).isEqualTo(202);

        awaitLive();
        assertThat(requests()).isEqualTo(before + 2);
    }

    @Test
    void afterARebuildItsProofIsShown() {
        server.bean(JdbcTemplate.class).update("DELETE FROM read_model_proof");

        admin.post(READ_MODELS + "/inbox/rebuild", "");

        await().atMost(SOON)
                .untilAsserted(() -> {
                    HttpResponse<String> proof = admin.get(READ_MODELS + "/inbox/proof");
                    assertThat(proof.statusCode()).isEqualTo(200);
                    assertThat(json.readTree(proof.body()).get("equal").booleanValue()).isTrue();
                });
        awaitLive();
    }

    @Test
    void aSecondRequestMeanwhileIsAConflictAndRecordsNothing() {
        JdbcTemplate jdbc = server.bean(JdbcTemplate.class);
        // As another server does it.
        jdbc.update(
                "INSERT INTO read_model_rebuild (read_model, node)"
                        + " VALUES ('conversation', gen_random_uuid())");
        try {
            int before = requests();
            for (String path : List.of("/conversation/rebuild", "/rebuild")) {
                HttpResponse<String> refused = admin.post(READ_MODELS + path, "");
                assertThat(refused.statusCode()).isEqualTo(409);
                assertThat(refused.headers().firstValue("Content-Type").orElse(""))
                        .startsWith("application/problem+json");
                assertThat(json.readTree(refused.body()).get("type").stringValue())
                        .endsWith("/rebuild-under-way");
            }
            assertThat(requests()).isEqualTo(before);
            assertThat(states()).containsExactly("rebuilding", "live");
        } finally {
            jdbc.update("DELETE FROM read_model_rebuild");
        }
    }

    @Test
    void whatIsNoReadModelIsNotFound() {
        for (String name : List.of("outbox", "conversation_next", "rebuild")) {
            HttpResponse<String> answer = admin.post(READ_MODELS + "/" + name + "/rebuild", "");
            assertThat(answer.statusCode()).as(name).isEqualTo(404);
        }
    }

    @Test
    void withoutSessionOrCsrfTokenNothingBegins() {
        String path = READ_MODELS + "/inbox/rebuild";
        assertThat(admin.send(admin.request(path).POST(BodyPublishers.noBody())).statusCode())
                .isEqualTo(403);
        AdminClient stranger = new AdminClient(server.uri());
        stranger.get("/login");
        assertThat(stranger.post(path, "").statusCode()).isEqualTo(401);
        assertThat(stranger.get(READ_MODELS, "Accept", "application/json").statusCode())
                .isEqualTo(401);
        assertThat(
                        stranger.get(
                                        READ_MODELS,
                                        "Authorization",
                                        "Bearer " + Tokens.from("ada").sign())
                                .statusCode())
                .isEqualTo(403);
        assertThat(states()).containsOnly("live");
    }

    private List<String> states() {
        return strings(json.readTree(admin.get(READ_MODELS).body()), "state");
    }

    private static List<String> names(JsonNode list) {
        return strings(list, "name");
    }

    private static List<String> strings(JsonNode list, String field) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(each -> each.get(field).stringValue())
                .toList();
    }

    private int requests() {
        return json.readTree(admin.get("/admin/events?type=ReadModelRebuildRequested").body())
                .size();
    }

    private void awaitLive() {
        await().atMost(SOON).untilAsserted(() -> assertThat(states()).containsOnly("live"));
    }
}
