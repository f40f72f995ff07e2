package chat.parley.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.web.AdminClient;
import chat.parley.web.TestServer;
import chat.parley.web.Tokens;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UsersDoorTest {

    private static final String PROBE = "/support_chat/probe";
    private static final String EVIL = "https://evil.example.com";

    private TestServer server;
    private AdminClient nobody;

    @BeforeAll
    void start(@TempDir Path dataDir) {
        server = TestServer.start(dataDir, Doors.PROFILE);
        nobody = new AdminClient(server.uri());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void aUserComesInWithATokenThatTheHostSigned() {
        String token = Tokens.from("ada").claim("name", "Ada").sign();

        HttpResponse<String> answer = nobody.get(PROBE, "Authorization", "Bearer " + token);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"name\":\"Ada\"", "\"chat_id\":");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void theSchemeMayBeWrittenInAnyCase() {
        assertThat(nobody.get(PROBE, "Authorization", "bearer " + Tokens.of("ada")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void withoutATokenNobodyComesIn() {
        HttpResponse<String> answer = nobody.get(PROBE);

        assertProblem(answer, 401, "unauthenticated");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer x.y.z", "Bearer ", "Bearer", "Basic YTpi", "", "x"})
    void withSomethingElseNobodyComesIn(String authorization) {
        HttpResponse<String> answer = nobody.get(PROBE, "Authorization", authorization);

        assertProblem(answer, 401, "invalid-token");
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Bearer");
    }

    @Test
    void withTwoTokensNobodyComesIn() {
        String token = "Bearer " + Tokens.of("ada");

        assertProblem(
                nobody.get(PROBE, "Authorization", token, "Authorization", token),
                401,
                "invalid-token");
    }

    @Test
    void aTokenInTheUrlIsNoToken() {
        assertProblem(
                nobody.get(PROBE + "?access_token=" + Tokens.of("ada")), 401, "unauthenticated");
    }

    @Test
    void theSessionOfAnAdminIsNoToken() {
        AdminClient admin = AdminClient.signedIn(server.uri());

        assertProblem(admin.get(PROBE), 401, "unauthenticated");
    }

    @Test
    void aChangeNeedsNoCsrfTokenSinceNoCookieCounts() {
        HttpResponse<String> answer = send("POST", "{\"content\":\"hi\",\"number\":1}");

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/support_chat/probe/refused/NO_SUCH_CHAT, 404, not-found",
        "/support_chat/probe/refused/INVALID_CONTENT, 422, invalid",
        "/support_chat/probe/refused/CLIENT_MESSAGE_ID_TAKEN, 409, client-message-id-taken",
        "/support_chat/probe/refused/NOTHING_OF_THE_KIND, 400, malformed",
        "/support_chat/probe/limited, 429, rate-limited",
        "/support_chat/probe/broken, 500, internal",
        "/support_chat/probe/not-a-uuid/id, 400, malformed",
        "/support_chat/probe/missing, 400, malformed",
        "/support_chat/probe/page?limit=0, 400, malformed",
        "/support_chat/probe/page?before=3&after=1, 400, malformed",
        "/support_chat/nowhere, 404, not-found",
        "/support_chat/, 404, not-found"
    })
    void everyNoIsAProblem(String path, int status, String slug) {
        HttpResponse<String> answer = asAda(path);

        assertProblem(answer, status, slug);
        assertThat(answer.body()).doesNotContain("Ada", "chat.parley.", "Exception");
        assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 429);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"content\":\"hi\",\"number\":\"one\"}", "nonsense"})
    void aBodyThatIsNotWhatWasAskedForIsMalformed(String body) {
        assertProblem(send("POST", body), 400, "malformed");
    }

    @Test
    void anotherMethodTypeOrAnswerIsRefused() {
        assertProblem(send("DELETE", ""), 405, "method-not-allowed");
        assertThat(send("DELETE", "").headers().firstValue("Allow").orElseThrow())
                .contains("GET", "POST");
        assertProblem(
                nobody.send(
                        nobody.request(PROBE, "Authorization", "Bearer " + Tokens.of("ada"))
                                .header("Content-Type", "text/plain")
                                .POST(BodyPublishers.ofString("hi"))),
                415,
                "unsupported-media-type");
        assertProblem(
                nobody.get(
                        PROBE,
                        "Authorization",
                        "Bearer " + Tokens.of("ada"),
                        "Accept",
                        "image/png"),
                406,
                "not-acceptable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "image/png", "*/*", "application/xml", "no type at all"})
    void aProblemIsJsonWhateverIsAccepted(String accept) {
        HttpResponse<String> answer =
                nobody.get(
                        "/support_chat/probe/refused/NO_SUCH_CHAT",
                        "Authorization",
                        "Bearer " + Tokens.of("ada"),
                        "Accept",
                        accept);

        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(answer.statusCode()).isBetween(400, 499);
    }

    @Test
    void aBodyOfMoreThan128KilobytesIsRefused() {
        String fits = "{\"content\":\"%s\",\"number\":1}".formatted("x".repeat(131_072 - 25));
        String tooLarge = fits.replaceFirst("x", "xx");
        assertThat(fits.length()).isEqualTo(131_072);

        assertThat(send("POST", fits).statusCode()).isEqualTo(200);
        assertProblem(send("POST", tooLarge), 413, "too-large");
        assertThat(sendChunked(fits).statusCode()).isEqualTo(200);
        assertProblem(sendChunked(tooLarge), 413, "too-large");
    }

    @Test
    void pagesOfAllowedOriginsMayAskAndReadErrorsToo() {
        HttpResponse<String> answer = asAda(PROBE, "Origin", TestServer.HOST_PAGE);
        HttpResponse<String> refused = nobody.get(PROBE, "Origin", TestServer.HOST_PAGE);
        HttpResponse<String> tooLarge =
                nobody.send(
                        nobody.request(PROBE, "Origin", TestServer.HOST_PAGE)
                                .POST(BodyPublishers.ofString("x".repeat(200_000))));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertAllowed(answer, TestServer.HOST_PAGE);
        assertProblem(refused, 401, "unauthenticated");
        assertAllowed(refused, TestServer.HOST_PAGE);
        assertProblem(tooLarge, 413, "too-large");
        assertAllowed(tooLarge, TestServer.HOST_PAGE);
    }

    @Test
    void pagesOfAllowedOriginsAreToldWhenAMethodIsNotOffered() {
        HttpResponse<String> answer =
                nobody.send(
                        probe().header("Origin", TestServer.HOST_PAGE)
                                .method("DELETE", BodyPublishers.noBody()));

        assertProblem(answer, 405, "method-not-allowed");
        assertAllowed(answer, TestServer.HOST_PAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip", "br"})
    void theWidgetIsKeptForTheOriginAndTheCodingThatAskedForIt(String coding) {
        HttpResponse<String> answer =
                nobody.get("/widget.js", "Origin", TestServer.HOST_PAGE, "Accept-Encoding", coding);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                .hasValue(TestServer.HOST_PAGE);
        assertThat(String.join(",", answer.headers().allValues("Vary")))
                .containsIgnoringCase("Origin")
                .containsIgnoringCase("Accept-Encoding");
    }

    @Test
    void browsersAreToldWhatPagesMayDo() {
        HttpResponse<String> answer = preflight(TestServer.HOST_PAGE, "PATCH");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertAllowed(answer, TestServer.HOST_PAGE);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Methods"))
                .hasValue("GET,POST,PATCH");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Headers").orElseThrow())
                .containsIgnoringCase("authorization")
                .containsIgnoringCase("content-type");
        assertThat(preflight(TestServer.HOST_PAGE, "DELETE").statusCode()).isEqualTo(403);
    }

    @Test
    void theServersOwnOriginIsAlwaysAllowed() {
        String own = server.uri().toString();

        assertAllowed(asAda(PROBE, "Origin", own), own);
        assertAllowed(preflight(own, "POST"), own);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                EVIL,
                "null",
                "http://shop.example.com",
                "https://shop.example.com:8443",
                "https://shop.example.com.evil.example",
                "https://sub.shop.example.com"
            })
    void pagesOfOtherOriginsMayNot(String origin) {
        HttpResponse<String> answer = asAda(PROBE, "Origin", origin);

        assertProblem(answer, 403, "origin-not-allowed");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(preflight(origin, "POST").headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    private HttpResponse<String> asAda(String path, String... headers) {
        HttpRequest.Builder request = nobody.request(path, headers);
        return nobody.send(request.header("Authorization", "Bearer " + Tokens.of("ada")).GET());
    }

    private HttpResponse<String> send(String method, String body) {
        return nobody.send(probe().method(method, BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> sendChunked(String body) {
        return nobody.send(
                probe().POST(
                                BodyPublishers.fromPublisher(
                                        BodyPublishers.ofByteArray(body.getBytes()))));
    }

    private HttpRequest.Builder probe() {
        return nobody.request(PROBE, "Authorization", "Bearer " + Tokens.of("ada"))
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .header("Content-Type", "application/json");
    }

    private HttpResponse<String> preflight(String origin, String method) {
        return nobody.send(
                nobody.request(
                                PROBE,
                                "Origin",
                                origin,
                                "Access-Control-Request-Method",
                                method,
                                "Access-Control-Request-Headers",
                                "authorization, content-type")
                        .method("OPTIONS", BodyPublishers.noBody()));
    }

    private static void assertAllowed(HttpResponse<String> answer, String origin) {
        assertThat(answer.headers().allValues("Access-Control-Allow-Origin"))
                .containsExactly(origin);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(answer.headers().allValues("Vary")).contains("Origin");
    }

    static void assertProblem(HttpResponse<String> answer, int status, String slug) {
        assertThat(answer.body())
                .contains("\"type\":\"https://parley.chat/problems/" + slug + "\"")
                .contains("\"status\":" + status)
                .contains("\"title\":", "\"detail\":");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    }
}
