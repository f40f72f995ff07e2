package chat.parley.web.security;

import static chat.parley.web.security.UsersDoorTest.assertProblem;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.log.TestDatabase;
import chat.parley.web.AdminClient;
import chat.parley.web.TestServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Requests that no client of good will sends, and those that come at a bad time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrangeRequestsTest {

    private TestServer server;
    private AdminClient client;

    @BeforeAll
    void start(@TempDir Path dataDir) {
        server = TestServer.start(dataDir, Doors.PROFILE);
        client = new AdminClient(server.uri());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/nowhere", "/error", "/support", "/ws/info", "/assets/none.js", "/dev"})
    void anUnknownPathIsNotFound(String path) {
        assertProblem(client.get(path), 404, "not-found");
        assertProblem(client.get(path, "Accept", "text/html"), 404, "not-found");
        assertProblem(
                client.send(client.request(path).POST(BodyPublishers.ofString("x"))),
                404,
                "not-found");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "GET /a|b HTTP/1.1 ~ 400",
                "GET /%zz HTTP/1.1 ~ 400",
                "GET /%00 HTTP/1.1 ~ 400",
                "GET /support_chat/..%2fadmin HTTP/1.1 ~ 400",
                "GET /support_chat//probe HTTP/1.1 ~ 400",
                "GET /admin;x=y HTTP/1.1 ~ 400",
                "GET /login?error=%zz HTTP/1.1 ~ 400",
                "GET /login HTTP/9.9 ~ 400",
                "TRACE /login HTTP/1.1 ~ 405",
                "BREW /login HTTP/1.1 ~ 400",
                "nonsense ~ 400"
            })
    void aRequestThatIsNoneIsAProblemToo(String line, int status) throws IOException {
        assertRawProblem(line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n", status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /support_chat/probe HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "POST /support_chat/probe HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n",
                "POST /login HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
                "CONNECT /support_chat HTTP/1.1\r\n\r\n"
            })
    void aRequestThatCannotBeReadToItsEndIsMalformed(String request) throws IOException {
        assertRawProblem(
                request.replaceFirst("\r\n", "\r\nHost: localhost\r\nConnection: close\r\n"), 400);
    }

    @Test
    void whoAsksForNoSocketIsToldSo() {
        assertProblem(client.get("/ws"), 400, "malformed");
        assertProblem(
                client.send(client.request("/ws").POST(BodyPublishers.noBody())),
                405,
                "method-not-allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Connection", "Sec-WebSocket-Version", "Sec-WebSocket-Key"})
    void aHandshakeThatIsNoneIsAProblemToo(String missing) throws IOException {
        List<String> headers =
                Stream.of(
                                "Connection: Upgrade",
                                "Sec-WebSocket-Version: 13",
                                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")
                        .filter(header -> !header.startsWith(missing))
                        .toList();

        assertRawProblem(handshake(headers), 400);
    }

    @Test
    void aHandshakeOfAnotherVersionIsToldTheRightOne() throws IOException {
        String request =
                handshake(
                        List.of(
                                "Connection: Upgrade",
                                "Sec-WebSocket-Version: 8",
                                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));

        assertRawProblem(request, 400);
        assertThat(exchange(request)).contains("Sec-WebSocket-Version: 13");
    }

    private static String handshake(List<String> headers) {
        return "GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                + String.join("\r\n", headers)
                + "\r\n\r\nGET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    }

    @Test
    void aHeaderThatIsTooLongIsAProblemToo() throws IOException {
        assertRawProblem(
                "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n", 400);
    }

    @Test
    void aBodyThatIsMuchTooLargeIsRefusedWhileItIsSent() {
        HttpResponse<String> answer =
                client.send(
                        client.request("/support_chat/probe")
                                .POST(BodyPublishers.ofByteArray(new byte[5_000_000])));

        assertProblem(answer, 413, "too-large");
    }

    @Test
    void aFormThatIsTooLargeIsRefused() {
        client.get("/login");
        byte[] form = ("username=" + "x".repeat(131_072)).getBytes(StandardCharsets.UTF_8);

        for (var body :
                new java.net.http.HttpRequest.BodyPublisher[] {
                    BodyPublishers.ofByteArray(form),
                    BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(form))
                }) {
            HttpResponse<String> answer =
                    client.send(
                            client.request("/login")
                                    .version(java.net.http.HttpClient.Version.HTTP_1_1)
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(body));
            assertProblem(answer, 413, "too-large");
        }
    }

    @Test
    @Timeout(60)
    void whileTheDatabaseIsFrozenAdminsAreToldToComeBackAndThenAllFlowsAgain() {
        AdminClient admin = AdminClient.signedIn(server.uri());
        TestDatabase.freeze();
        try {
            Instant asked = Instant.now();
            HttpResponse<String> answer = admin.get("/admin/me");
            assertProblem(answer, 503, "unavailable");
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(5));

            HttpResponse<String> health = admin.get("/actuator/health");
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.headers().firstValue("Retry-After")).isPresent();

            HttpResponse<String> signIn =
                    new AdminClient(server.uri()).signIn(AdminClient.EMAIL, AdminClient.PASSWORD);
            assertProblem(signIn, 503, "unavailable");
        } finally {
            TestDatabase.thaw();
        }
        assertThat(admin.get("/admin/me").statusCode()).isEqualTo(200);
    }

    private void assertRawProblem(String request, int status) throws IOException {
        String answer = exchange(request);

        assertThat(answer).startsWith("HTTP/1.1 " + status);
        assertThat(answer)
                .contains("application/problem+json", "https://parley.chat/problems/")
                .doesNotContain("<html", "Exception", "Tomcat");
    }

    private String exchange(String request) throws IOException {
        try (Socket socket = new Socket("localhost", server.port())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
