package chat.parley.web.security;

import static chat.parley.web.security.UsersDoorTest.assertProblem;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.log.TestDatabase;
import chat.parley.web.AdminClient;
import chat.parley.web.TestServer;
import chat.parley.web.Tokens;
import chat.parley.web.identity.AdminSessions;

import com.zaxxer.hikari.HikariDataSource;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminsDoorTest {

    private static final String PROBE = "/admin/probe";
    private static final String PAGE = "text/html,application/xhtml+xml,*/*;q=0.8";
    private static final String JSON = "application/json";

    private final HikariDataSource dataSource = TestDatabase.fresh();
    private final JdbcClient database = JdbcClient.create(dataSource);
    private TestServer server;
    @TempDir private Path dataDir;

    @BeforeAll
    void start() {
        server = TestServer.on(dataSource.getJdbcUrl(), dataDir, Doors.PROFILE);
    }

    @AfterAll
    void stop() {
        server.close();
        dataSource.close();
    }

    @BeforeEach
    void forgetFailures() {
        database.sql("DELETE FROM sign_in_failure").update();
    }

    @Test
    void theSignInPageCarriesTheTokenOfItsCookie() {
        AdminClient client = new AdminClient(server.uri());
        HttpResponse<String> page = client.get("/login");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(client.csrf()).isNotEmpty();
        assertThat(page.body()).contains("value=\"" + client.csrf() + "\"").doesNotContain("{{");
        assertThat(page.headers().firstValue("Set-Cookie").orElseThrow())
                .contains("SameSite=Lax")
                .doesNotContain("HttpOnly");
    }

    @Test
    void anAdminSignsInAndIsKnownByASessionFromThenOn() {
        AdminClient client = new AdminClient(server.uri());

        HttpResponse<String> answer = client.signIn(AdminClient.EMAIL, AdminClient.PASSWORD);

        assertRedirect(answer, 303, "/admin");
        assertThat(answer.headers().allValues("Set-Cookie"))
                .anySatisfy(cookie ->
                        assertThat(cookie)
                                .startsWith("SESSION=")
                                .contains("HttpOnly", "SameSite=Lax", "Path=/")
                                .doesNotContain("Secure"));
        HttpResponse<String> me = client.get("/admin/me");
        assertThat(me.statusCode()).isEqualTo(200);
        assertThat(me.body())
                .contains("\"email\":\"grace@example.com\"", "\"name\":\"Support\"", "\"id\":\"");
        assertThat(me.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void theNameMayBeTypedInAnyCase() {
        assertRedirect(
                new AdminClient(server.uri()).signIn("GRACE@Example.com", AdminClient.PASSWORD),
                303,
                "/admin");
    }

    @Test
    void aProgramIsSentOnToo() {
        assertRedirect(
                new AdminClient(server.uri())
                        .signIn(AdminClient.EMAIL, AdminClient.PASSWORD, "Accept", JSON),
                303,
                "/admin");
    }

    @ParameterizedTest
    @ValueSource(strings = {AdminClient.EMAIL, "nobody@example.com", "", "\0", "' OR 1=1 --"})
    void aFailureLooksTheSameForAnyName(String name) {
        AdminClient client = new AdminClient(server.uri());

        assertRedirect(client.signIn(name, "wrong"), 303, "/login?error");
        assertRedirect(client.signIn(name, "wrong", "Accept", PAGE), 303, "/login?error");
        assertProblem(client.signIn(name, "wrong", "Accept", JSON), 401, "wrong-credentials");
        assertThat(client.get("/login?error").body())
                .contains("The e-mail address or the password is wrong.");
        assertThat(client.cookie("SESSION")).isEmpty();
    }

    @Test
    void signingInGivesANewSession() {
        AdminClient client = AdminClient.signedIn(server.uri());
        String before = client.cookie("SESSION");
        String idBefore = sessionId(client);

        client.signIn(AdminClient.EMAIL, AdminClient.PASSWORD);

        assertThat(client.cookie("SESSION")).isNotEqualTo(before);
        assertThat(isValid(idBefore)).isFalse();
    }

    @Test
    void aSessionThatSomebodyElseChoseIsNeverUsed() {
        AdminClient client = new AdminClient(server.uri());
        String chosen = "00000000-0000-4000-8000-000000000000";
        client.setCookie("SESSION", base64(chosen));

        client.signIn(AdminClient.EMAIL, AdminClient.PASSWORD);

        assertThat(sessionId(client)).isNotEqualTo(chosen);
        assertThat(client.get(PROBE).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "x", "a\0b", "00000000-0000-4000-8000-000000000000", "é"})
    void aCookieThatIsNoSessionIsNone(String value) {
        AdminClient client = new AdminClient(server.uri());
        client.setCookie("SESSION", base64(value));

        assertProblem(client.get(PROBE), 401, "unauthenticated");
    }

    @Test
    void withoutASessionAProgramIsRefusedAndAPageIsSentToSignIn() {
        AdminClient client = new AdminClient(server.uri());

        assertProblem(client.get(PROBE), 401, "unauthenticated");
        assertProblem(client.get(PROBE, "Accept", JSON), 401, "unauthenticated");
        assertProblem(client.get(PROBE, "Accept", "*/*"), 401, "unauthenticated");
        assertProblem(client.get(PROBE, "Accept", "nonsense"), 401, "unauthenticated");
        assertProblem(client.get("/admin/ws", "Accept", "*/*"), 401, "unauthenticated");
        assertRedirect(client.get(PROBE, "Accept", PAGE), 302, "/login");
        assertRedirect(client.get("/admin", "Accept", PAGE), 302, "/login");
        assertRedirect(client.get("/admin/chats/nowhere", "Accept", PAGE), 302, "/login");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/inbox/8b5d8a6e-5b0f-4c5e-9d3b-2f6a1c0e4d11",
                "/admin/inbox/8b5d8a6e-5b0f-4c5e-9d3b-2f6a1c0e4d11?at=2026-11-22T10:15:30.123Z",
                "/admin/audit"
            })
    void aDeepLinkOutlivesTheSignIn(String page) {
        AdminClient client = new AdminClient(server.uri());
        assertRedirect(client.get(page, "Accept", PAGE), 302, "/login");

        client.signIn(AdminClient.EMAIL, AdminClient.PASSWORD);

        assertRedirect(client.get("/admin", "Accept", PAGE), 303, page);
        assertThat(client.get("/admin", "Accept", PAGE).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "//evil.example",
                "/admin/../logout",
                "/admin/inbox/x",
                "/admin/inbox/8b5d8a6e-5b0f-4c5e-9d3b-2f6a1c0e4d11?at=<script>"
            })
    void aPlantedDeepLinkLeadsNowhere(String target) {
        AdminClient client = AdminClient.signedIn(server.uri());
        client.setCookie("PARLEY_DEEP_LINK", target);

        assertThat(client.get("/admin", "Accept", PAGE).statusCode()).isEqualTo(200);
    }

    @Test
    void aUsersTokenInsteadOfASessionIsForbidden() {
        AdminClient client = new AdminClient(server.uri());
        String good = "Bearer " + Tokens.of("ada");

        assertProblem(client.get(PROBE, "Authorization", good), 403, "forbidden");
        assertProblem(client.get(PROBE, "Authorization", good, "Accept", PAGE), 403, "forbidden");
        assertProblem(client.get(PROBE, "Authorization", "Bearer x.y.z"), 401, "unauthenticated");
        client.get("/login");
        assertProblem(client.post(PROBE, "{}", "Authorization", good), 403, "forbidden");
    }

    @Test
    void besidesASessionATokenCountsForNothing() {
        AdminClient client = AdminClient.signedIn(server.uri());

        assertThat(client.get(PROBE, "Authorization", "Bearer x").statusCode()).isEqualTo(200);
    }

    @Test
    void everyChangeNeedsTheEchoOfTheCookie() {
        AdminClient admin = AdminClient.signedIn(server.uri());
        AdminClient nobody = new AdminClient(server.uri());
        nobody.get("/login");

        for (AdminClient client : List.of(admin, nobody)) {
            for (String path : List.of(PROBE, "/login", "/logout", "/admin/nowhere")) {
                assertProblem(send(client, "POST", path), 403, "csrf");
                assertProblem(send(client, "POST", path, "X-XSRF-TOKEN", "wrong"), 403, "csrf");
            }
            for (String method : List.of("PUT", "PATCH", "DELETE")) {
                assertProblem(send(client, method, PROBE), 403, "csrf");
            }
        }
        assertThat(admin.get(PROBE).statusCode()).isEqualTo(200);
    }

    @Test
    void withTheEchoTheSessionDecides() {
        AdminClient admin = AdminClient.signedIn(server.uri());
        AdminClient nobody = new AdminClient(server.uri());
        nobody.get("/login");

        assertThat(admin.post(PROBE, "{}").statusCode()).isEqualTo(200);
        assertProblem(nobody.post(PROBE, "{}"), 401, "unauthenticated");
        assertProblem(nobody.post(PROBE, "{}", "Accept", PAGE), 401, "unauthenticated");
        assertProblem(nobody.signOut(), 401, "unauthenticated");
    }

    @Test
    void theEchoMayComeAsAFormField() {
        AdminClient admin = AdminClient.signedIn(server.uri());

        HttpResponse<String> answer =
                admin.send(
                        admin.request("/logout")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("_csrf=" + admin.csrf())));

        assertRedirect(answer, 303, "/login");
    }

    @Test
    void signingOutEndsTheSessionEverywhere() {
        AdminClient admin = AdminClient.signedIn(server.uri());
        String id = sessionId(admin);
        String cookie = admin.cookie("SESSION");
        assertThat(isValid(id)).isTrue();

        assertRedirect(admin.signOut(), 303, "/login");

        assertThat(admin.cookie("SESSION")).isEmpty();
        assertThat(isValid(id)).isFalse();
        admin.setCookie("SESSION", cookie);
        assertProblem(admin.get(PROBE), 401, "unauthenticated");
    }

    @Test
    void tenFailuresForOneNameFromOneAddressAreEnough() {
        AdminClient client = new AdminClient(server.uri());
        for (int i = 0; i < 10; i++) {
            assertRedirect(client.signIn("linus@example.com", "wrong"), 303, "/login?error");
        }

        HttpResponse<String> program = client.signIn("linus@example.com", "right", "Accept", JSON);
        HttpResponse<String> page = client.signIn("linus@example.com", "right", "Accept", PAGE);

        assertProblem(program, 429, "too-many-failures");
        assertThat(page.statusCode()).isEqualTo(429);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(page.body()).contains("Too many failed attempts", "value=\"" + client.csrf());
        for (HttpResponse<String> answer : List.of(program, page)) {
            assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                    .isBetween(240L, 300L);
        }
        assertRedirect(client.signIn(AdminClient.EMAIL, AdminClient.PASSWORD), 303, "/admin");
    }

    @Test
    void aSessionEndsAfterTwelveHoursWithoutUse() {
        AdminClient admin = AdminClient.signedIn(server.uri());
        pass(Duration.ofHours(12).minusMinutes(1));
        assertThat(admin.get(PROBE).statusCode()).isEqualTo(200);

        pass(Duration.ofHours(12).minusMinutes(1));
        assertThat(admin.get(PROBE).statusCode()).isEqualTo(200);

        String id = sessionId(admin);
        pass(Duration.ofHours(12).plusMinutes(1));
        assertThat(isValid(id)).isFalse();
        assertProblem(admin.get(PROBE), 401, "unauthenticated");
    }

    @Test
    void aSessionEndsAfterSevenDaysHoweverBusyItWas() {
        AdminClient admin = AdminClient.signedIn(server.uri());
        String id = sessionId(admin);
        begunAgo(Duration.ofDays(7).minusMinutes(1));
        assertThat(admin.get(PROBE).statusCode()).isEqualTo(200);
        assertThat(isValid(id)).isTrue();

        begunAgo(Duration.ofMinutes(2));
        assertProblem(admin.get(PROBE), 401, "unauthenticated");
        assertThat(isValid(id)).isFalse();
    }

    @Test
    void aSessionHoldsOnEveryNodeAndSurvivesARestart() {
        AdminClient admin = AdminClient.signedIn(server.uri());

        try (TestServer other = TestServer.on(dataSource.getJdbcUrl(), dataDir, Doors.PROFILE)) {
            AdminClient elsewhere = new AdminClient(other.uri());
            elsewhere.setCookie("SESSION", admin.cookie("SESSION"));
            elsewhere.setCookie("XSRF-TOKEN", admin.csrf());

            assertThat(elsewhere.get("/admin/me").body()).isEqualTo(admin.get("/admin/me").body());
            assertRedirect(elsewhere.signOut(), 303, "/login");
            assertProblem(admin.get(PROBE), 401, "unauthenticated");
        }
    }

    @Test
    void aSessionThatCannotBeReadAnyMoreIsNone() {
        AdminClient admin = AdminClient.signedIn(server.uri());
        database.sql("UPDATE admin_session_attributes SET attribute_bytes = '\\x00'").update();

        assertProblem(admin.get(PROBE), 401, "unauthenticated");
        assertRedirect(admin.signIn(AdminClient.EMAIL, AdminClient.PASSWORD), 303, "/admin");
    }

    @Test
    void thePasswordIsStoredAsAHash() {
        assertThat(database.sql("SELECT password_hash FROM admin").query(String.class).single())
                .startsWith("{pbkdf2}")
                .doesNotContain(AdminClient.PASSWORD);
    }

    @Test
    void whatIsForAdminsIsForNobodyElse() {
        AdminClient nobody = new AdminClient(server.uri());

        for (String path :
                List.of("/v3/api-docs", "/actuator", "/actuator/env", "/actuator/health/db")) {
            assertProblem(nobody.get(path), 401, "unauthenticated");
        }
        assertThat(AdminClient.signedIn(server.uri()).get("/v3/api-docs").statusCode())
                .isEqualTo(200);
        AdminClient admin = AdminClient.signedIn(server.uri());
        for (String path : List.of("/actuator", "/actuator/env", "/actuator/health/liveness")) {
            assertProblem(admin.get(path), 404, "not-found");
        }
    }

    @Test
    void whoSignsInOrOutByAnotherMethodIsToldTheRightOne() {
        AdminClient admin = AdminClient.signedIn(server.uri());

        HttpResponse<String> out = admin.get("/logout");
        HttpResponse<String> in = send(admin, "PUT", "/login", "X-XSRF-TOKEN", admin.csrf());

        assertProblem(out, 405, "method-not-allowed");
        assertThat(out.headers().firstValue("Allow")).hasValue("POST");
        assertProblem(in, 405, "method-not-allowed");
        assertThat(in.headers().firstValue("Allow").orElse("")).contains("GET", "POST");
    }

    @Test
    void anybodyMayAskForHealth() {
        HttpResponse<String> answer = new AdminClient(server.uri()).get("/actuator/health");

        assertThat(answer.body()).contains("\"status\":");
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void pagesAreToldToTrustNothingButTheirOwn() {
        HttpResponse<String> page = new AdminClient(server.uri()).get("/login");

        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.headers().firstValue("Referrer-Policy")).isPresent();
        assertThat(page.headers().firstValue("Permissions-Policy")).isPresent();
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    private static HttpResponse<String> send(
            AdminClient client, String method, String path, String... headers) {
        return client.send(
                client.request(path, headers).method(method, BodyPublishers.ofString("")));
    }

    private static void assertRedirect(HttpResponse<String> answer, int status, String path) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Location")).hasValue(path);
    }

    private static String sessionId(AdminClient client) {
        return new String(
                Base64.getDecoder().decode(client.cookie("SESSION")), StandardCharsets.UTF_8);
    }

    private boolean isValid(String sessionId) {
        return server.bean(AdminSessions.class)
                .validAmong(List.of(sessionId, "another"))
                .contains(sessionId);
    }

    private static String base64(String value) {
        return Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    }

    private void pass(Duration time) {
        database.sql(
                        "UPDATE admin_session SET last_access_time = last_access_time - :time,"
                                + " expiry_time = expiry_time - :time")
                .param("time", time.toMillis())
                .update();
    }

    private void begunAgo(Duration time) {
        database.sql("UPDATE admin_session SET creation_time = creation_time - :time")
                .param("time", time.toMillis())
                .update();
    }
}
