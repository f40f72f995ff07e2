package chat.parley.web.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.log.Poison;
import chat.parley.log.TestDatabase;
import chat.parley.web.AdminClient;
import chat.parley.web.TestServer;
import chat.parley.web.Tokens;

import com.zaxxer.hikari.HikariDataSource;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;

/** What admins do outside of chats is told once, whichever of two nodes they do it on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditedActsTest {

    private static final String JSON = "application/json";
    private static final String LINES = "application/x-ndjson";
    private static final String CSV = "text/csv";

    private final JsonMapper json = new JsonMapper();
    private final HikariDataSource database = TestDatabase.fresh();
    private TestServer one;
    private TestServer other;
    private AdminClient admin;
    private String chat;

    @BeforeAll
    void start(@TempDir Path dataDir) {
        one = TestServer.on(database.getJdbcUrl(), dataDir);
        other = TestServer.on(database.getJdbcUrl(), dataDir);
        admin = AdminClient.signedIn(one.uri());
        chat = beginChat();
    }

    @AfterAll
    void stop() {
        one.close();
        other.close();
        database.close();
    }

    @Test
    void signingInAndOutIsTold() {
        int signedIn = told("AdminSignedIn").size();
        int signedOut = told("AdminSignedOut").size();

        AdminClient somebody = AdminClient.signedIn(one.uri());
        assertThat(inTheSessionOf(somebody, other).signOut().statusCode()).isEqualTo(303);
        assertThat(somebody.signOut().statusCode()).isEqualTo(401);

        assertThat(told("AdminSignedIn")).hasSize(signedIn + 1);
        assertThat(told("AdminSignedOut")).hasSize(signedOut + 1);
        JsonNode act = told("AdminSignedIn").getFirst();
        assertThat(act.path("chat_id").isNull()).isTrue();
        assertThat(act.path("actor").path("type").asString()).isEqualTo("admin");
        assertThat(act.path("actor").path("email").asString()).isEqualTo(AdminClient.EMAIL);
        assertThat(act.path("stream").asString())
                .isEqualTo("admin-" + act.path("actor").path("id").asString());
        assertThat(act.path("hash").asString()).matches("[0-9a-f]{64}");
        assertThat(act.path("metadata").path("revision").asInt()).isOne();
        assertThat(UUID.fromString(act.path("metadata").path("event_id").asString())).isNotNull();
    }

    @Test
    void wrongPasswordsOfAnAccountAreToldOnceAndUnknownNamesNever() {
        for (TestServer node : List.of(one, other, one, other)) {
            AdminClient guesser = new AdminClient(node.uri());
            assertThat(guesser.signIn("nobody@example.com", "wrong", "Accept", JSON).statusCode())
                    .isEqualTo(401);
            assertThat(guesser.signIn(AdminClient.EMAIL, "wrong", "Accept", JSON).statusCode())
                    .isEqualTo(401);
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> !told("AdminSignInFailed").isEmpty());
        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(10))
                .until(() -> told("AdminSignInFailed").size() == 1);
        JsonNode failed = told("AdminSignInFailed").getFirst();
        assertThat(failed.path("actor").path("type").asString()).isEqualTo("system");
        assertThat(failed.path("details").path("count").asInt()).isBetween(1, 4);
        assertThat(failed.path("details").path("admin_id").asString()).isEqualTo(adminId());
        assertThat(everything()).doesNotContain("nobody@example.com");
    }

    @ParameterizedTest
    @CsvSource({LINES + ",jsonl", CSV + ",csv"})
    void anExportOfEventsIsToldWithWhatWasChosen(String type, String format) {
        int before = told("EventsExported").size();
        String selection = "type=ChatStarted&actor=grace%2Bx%40example.com&chat=" + chat;

        assertThat(admin.get("/admin/events?" + selection, "Accept", type).statusCode())
                .isEqualTo(200);
        assertThat(told("EventsExported")).hasSize(before + 1);
        JsonNode told = told("EventsExported").getFirst();
        assertThat(told.path("details").path("format").asString()).isEqualTo(format);
        assertThat(told.path("details").path("selection").asString())
                .isEqualTo("type=ChatStarted&actor=%28a%20text%29&chat=" + chat);
        assertThat(told.path("actor").path("email").asString()).isEqualTo(AdminClient.EMAIL);

        admin.get("/admin/events?limit=1", "Accept", type);
        assertThat(told("EventsExported")).hasSize(before + 2);
        assertThat(told("EventsExported").getFirst().path("details").path("selection").isNull())
                .isTrue();
    }

    @Test
    void manyActsOfOneAdminAtTheSameTimeAreAllTold() throws Exception {
        int before = told("EventsExported").size();
        List<Callable<Integer>> acts = new ArrayList<>();
        for (int n = 0; n < 30; n++) {
            AdminClient tab = inTheSessionOf(admin, n % 3 == 0 ? other : one);
            acts.add(() -> tab.get("/admin/events?type=None", "Accept", CSV).statusCode());
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> act : threads.invokeAll(acts)) {
                assertThat(act.get()).isEqualTo(200);
            }
        }

        assertThat(told("EventsExported")).hasSize(before + acts.size());
    }

    @ParameterizedTest
    @CsvSource({
        "actor=user, actor=user",
        "actor=system&from=2026-11-22T10:15:30Z, actor=system&from=2026-11-22T10%3A15%3A30Z",
        "actor=0B8F9A2C-7d41-4c1e-8a57-5b1d2c3e4f60, actor=0B8F9A2C-7d41-4c1e-8a57-5b1d2c3e4f60",
        "actor=ada@example.com, actor=%28a%20text%29",
        "actor=Ada%20Lovelace, actor=%28a%20text%29",
        "type=Ada&actor=users, type=%28a%20text%29&actor=%28a%20text%29"
    })
    void whatSomebodyTypedIsNotKeptWithAnExport(String selection, String kept) {
        admin.get("/admin/events?" + selection, "Accept", LINES);

        JsonNode told = told("EventsExported").getFirst();
        assertThat(told.path("details").path("selection").asString()).isEqualTo(kept);
    }

    @Test
    void onlyAnExportIsOne() {
        int before = told("EventsExported").size();

        admin.get("/admin/events");
        admin.get("/admin/events?chat=nonsense", "Accept", CSV);
        new AdminClient(one.uri()).get("/admin/events", "Accept", CSV);

        assertThat(told("EventsExported")).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {LINES, CSV})
    void askingForTheHeadersOfAnExportIsNone(String type) {
        int before = told("EventsExported").size();

        HttpResponse<String> answer = head("/admin/events", type);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith(type);
        assertThat(answer.headers().firstValue("Content-Disposition")).hasValue("attachment");
        assertThat(head("/admin/events?chat=nonsense", type).statusCode()).isEqualTo(400);

        assertThat(told("EventsExported")).hasSize(before);
    }

    @Test
    void anExportHoldsAllThereWasBeforeIt() {
        List<Long> listed =
                rows("/admin/events?limit=200").stream()
                        .map(row -> row.path("position").asLong())
                        .toList();

        List<Long> lines =
                admin.get("/admin/events", "Accept", LINES)
                        .body()
                        .lines()
                        .map(line -> json.readTree(line).path("position").asLong())
                        .toList();
        long itself = told("EventsExported").getFirst().path("position").asLong();
        List<String> table = admin.get("/admin/events", "Accept", CSV).body().lines().toList();
        List<Long> cells =
                table.stream()
                        .skip(1)
                        .map(line -> Long.parseLong(line.substring(1, line.indexOf("\",\""))))
                        .toList();

        assertThat(lines).endsWith(listed.toArray(Long[]::new)).doesNotContain(itself);
        assertThat(cells).endsWith(lines.toArray(Long[]::new)).contains(itself);
        assertThat(table.getFirst())
                .startsWith("\"position\",\"stream\",\"chat_id\"")
                .endsWith("\"hash\"");
    }

    @Test
    void anEventThatCannotBeReadHidesNoOther() {
        String chatOfIt = UUID.randomUUID().toString();
        Poison.append(database, chatOfIt);

        assertThat(rows("/admin/events?chat=" + chatOfIt)).hasSize(1);
        assertThat(rows("/admin/chats/" + chatOfIt + "/history")).hasSize(1);
        for (String type : List.of(LINES, CSV)) {
            assertThat(admin.get("/admin/events", "Accept", type).body())
                    .contains("This event cannot be read", "ChatStarted", "AdminSignedIn");
        }
    }

    @ParameterizedTest
    @CsvSource({JSON + ",json", "text/html,html"})
    void anExportOfAPersonIsTold(String type, String format) {
        int before = told("PersonExported").size();

        assertThat(admin.get("/admin/chats/" + chat + "/export", "Accept", type).statusCode())
                .isEqualTo(200);
        admin.get("/admin/chats/" + UUID.randomUUID() + "/export", "Accept", type);

        assertThat(told("PersonExported")).hasSize(before + 1);
        JsonNode told = told("PersonExported").getFirst();
        assertThat(told.path("chat_id").asString()).isEqualTo(chat);
        assertThat(told.path("details").path("chat_id").asString()).isEqualTo(chat);
        assertThat(rows("/admin/events?limit=200&chat=" + chat)).contains(told);
        assertThat(rows("/admin/events?chat=" + UUID.randomUUID())).isEmpty();
        assertThat(told.path("details").path("format").asString()).isEqualTo(format);
    }

    @ParameterizedTest
    @ValueSource(strings = {JSON, "text/html"})
    void askingOnlyWhetherThereIsAnExportIsNone(String type) {
        int before = told("PersonExported").size();

        assertThat(head("/admin/chats/" + chat + "/export", type).statusCode()).isEqualTo(200);
        assertThat(head("/admin/chats/" + UUID.randomUUID() + "/export", type).statusCode())
                .isEqualTo(404);

        assertThat(told("PersonExported")).hasSize(before);
    }

    @Test
    void theActorIsFoundByAddressOrIdOrSide() {
        int acts = told("AdminSignedIn").size();
        String path = "/admin/events?limit=200&type=AdminSignedIn&actor=";

        for (String actor : List.of(AdminClient.EMAIL, "GRACE@example.com", adminId(), "admin")) {
            assertThat(rows(path + actor)).as(actor).hasSize(acts);
        }
        assertThat(rows(path + "linus@example.com")).isEmpty();
        assertThat(rows(path + "user")).isEmpty();
    }

    @Test
    void linksLeadThroughAllPages() {
        String selection = "/admin/events?type=AdminSignedIn&actor=grace%40example.com";
        AdminClient.signedIn(other.uri());
        List<JsonNode> all = rows(selection + "&limit=200");

        List<JsonNode> seen = new ArrayList<>();
        for (String page = selection + "&limit=1"; page != null; page = next(page)) {
            assertThat(rows(page)).hasSize(1);
            seen.addAll(rows(page));
        }

        assertThat(seen).hasSizeGreaterThan(1).isEqualTo(all);
    }

    @Test
    void onlyACursorThatWasHandedOutForTheseEventsIsTaken() {
        String next = next("/admin/events?limit=1&from=2026-01-01T00:00:00Z");
        String cursor = next.substring(next.indexOf("cursor="));
        assertThat(rows(next.replace("limit=1", "limit=2"))).hasSize(2);

        for (String forged :
                List.of(
                        next.replace("2026", "2025"),
                        next.replace("from=", "to="),
                        next.replace("cursor=", "cursor=A"),
                        next + "&" + cursor,
                        "/admin/chats?" + cursor,
                        "/admin/events?" + cursor,
                        "/admin/events?cursor=",
                        "/admin/events?cursor=17")) {
            HttpResponse<String> answer = admin.get(forged);
            assertThat(answer.statusCode()).as(forged).isEqualTo(400);
            assertThat(answer.body()).contains("/malformed\"");
        }
    }

    @Test
    void theNamesOfAllEventsAreTold() {
        assertThat(admin.get("/admin/events/types").body())
                .contains("\"AdminSignedIn\"", "\"MessageSent\"", "\"EventsExported\"");
    }

    @Test
    void nothingIsDoneThatCannotBeTold() throws SQLException {
        AdminClient somebody = AdminClient.signedIn(one.uri());
        AdminClient newcomer = new AdminClient(one.uri());
        AdminClient guesser = new AdminClient(one.uri());
        int signedOut = told("AdminSignedOut").size();
        int exported = told("PersonExported").size() + told("EventsExported").size();

        try (Connection _ = lockedLog()) {
            assertUnavailable(newcomer.signIn(AdminClient.EMAIL, AdminClient.PASSWORD));
            assertUnavailable(somebody.signOut());
            assertUnavailable(admin.get("/admin/events", "Accept", CSV));
            assertUnavailable(admin.get("/admin/chats/" + chat + "/export"));
            assertThat(guesser.signIn(AdminClient.EMAIL, "wrong", "Accept", JSON).statusCode())
                    .isEqualTo(401);
        }

        assertThat(newcomer.cookie("SESSION")).isEmpty();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> somebody.get("/admin/me").statusCode() == 200);
        assertThat(told("AdminSignedOut")).hasSize(signedOut);
        assertThat(told("PersonExported").size() + told("EventsExported").size())
                .isEqualTo(exported);
    }

    /** Nobody can append for as long as this connection is open. */
    private Connection lockedLog() throws SQLException {
        Connection connection = database.getConnection();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT lock_event_log()");
        }
        return connection;
    }

    private static void assertUnavailable(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).contains("/unavailable\"");
    }

    private static AdminClient inTheSessionOf(AdminClient somebody, TestServer node) {
        AdminClient client = new AdminClient(node.uri());
        client.setCookie("SESSION", somebody.cookie("SESSION"));
        client.setCookie("XSRF-TOKEN", somebody.csrf());
        return client;
    }

    private String beginChat() {
        AdminClient browser = new AdminClient(one.uri());
        HttpResponse<String> answer =
                browser.send(
                        browser.request(
                                        "/support_chat",
                                        "Authorization",
                                        "Bearer " + Tokens.of("ada"))
                                .GET());
        return json.readTree(answer.body()).path("id").asString();
    }

    private HttpResponse<String> head(String path, String accept) {
        return admin.send(admin.request(path, "Accept", accept).HEAD());
    }

    private String adminId() {
        return json.readTree(admin.get("/admin/me").body()).path("id").asString();
    }

    private String everything() {
        return rows("/admin/events?limit=200").toString();
    }

    /** Newest first. */
    private List<JsonNode> told(String type) {
        return rows("/admin/events?limit=200&type=" + type);
    }

    /** The path of the page after this one; null if it is the last. */
    private String next(String path) {
        return admin.get(path)
                .headers()
                .firstValue("Link")
                .map(link -> link.replaceAll("^<(.*)>; rel=\"next\"$", "$1"))
                .orElse(null);
    }

    private List<JsonNode> rows(String path) {
        HttpResponse<String> answer = admin.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return StreamSupport.stream(json.readTree(answer.body()).spliterator(), false).toList();
    }
}
