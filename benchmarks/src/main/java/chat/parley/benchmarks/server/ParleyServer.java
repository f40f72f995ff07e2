package chat.parley.benchmarks.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.parley.benchmarks.load.Dialect;
import chat.parley.benchmarks.load.Stomp;
import chat.parley.benchmarks.load.Stomp.Subscription;
import chat.parley.benchmarks.load.WebSocket;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Parley's jar as it is delivered, with everything that it does on: authorisation, heartbeats,
 * limits on slow readers. Only its limits on how fast one person may write are raised.
 */
public final class ParleyServer implements ChatServer {

    /** The settings that let one user write as fast as a benchmark does. */
    public static final SortedMap<String, String> RAISED_LIMITS =
            Collections.unmodifiableSortedMap(
                    new TreeMap<>(
                            Map.of(
                                    "parley.limits.user-messages-burst", "1000000",
                                    "parley.limits.user-messages-per-second", "1000000")));

    static final Path JAR = Path.of("..", "web-ui", "target", "parley.jar");

    private static final String SECRET = "a secret of the benchmarks, and of nobody else";
    private static final String EMAIL = "admin@localhost";
    private static final String PASSWORD = "a password of the benchmarks";
    private static final Duration TOKEN_LIFE = Duration.ofHours(12);
    private static final Map<String, String> HEARTBEATS = Map.of("heart-beat", "10000,10000");

    private final int port = ServerProcess.freePort();
    private final HttpClient http = ServerProcess.httpClient();
    private final JsonMapper json = JsonMapper.builder().build();
    private final ServerProcess process;
    private final Map<String, String> cookies = new HashMap<>();

    public ParleyServer(Database postgres, String database) {
        this(postgres, database, List.of());
    }

    /**
     * @param options further ones of the JVM
     */
    public ParleyServer(Database postgres, String database, List<String> options) {
        List<String> command = new ArrayList<>(List.of(ServerProcess.java()));
        command.addAll(Heap.OPTIONS);
        command.addAll(options);
        RAISED_LIMITS.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", JAR.toString()));
        process =
                ServerProcess.start(
                        "parley",
                        command,
                        environment(postgres, database),
                        uri("/actuator/health"));
        signIn();
    }

    private Map<String, String> environment(Database postgres, String database) {
        Map<String, String> environment = new HashMap<>(settings(postgres, database));
        environment.put("SERVER_PORT", String.valueOf(port));
        return environment;
    }

    /** What Parley needs to know to run on a database. */
    static Map<String, String> settings(Database postgres, String database) {
        try {
            return Map.of(
                    "SPRING_DATASOURCE_URL",
                    postgres.url(database),
                    "SPRING_DATASOURCE_USERNAME",
                    Database.USER,
                    "SPRING_DATASOURCE_PASSWORD",
                    Database.USER,
                    "PARLEY_DATA_DIR",
                    Files.createTempDirectory("parley-benchmark-data").toString(),
                    "PARLEY_WIDGET_SECRET",
                    SECRET,
                    "PARLEY_ADMIN_EMAIL",
                    EMAIL,
                    "PARLEY_ADMIN_PASSWORD",
                    PASSWORD,
                    "PARLEY_DEMO",
                    "false");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void signIn() {
        exchange(HttpRequest.newBuilder(uri("/login")).build(), 200);
        exchange(
                asAdmin("/login")
                        .header("X-XSRF-TOKEN", cookies.getOrDefault("XSRF-TOKEN", ""))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(
                                BodyPublishers.ofString(
                                        "username="
                                                + EMAIL
                                                + "&password="
                                                + PASSWORD.replace(' ', '+')))
                        .build(),
                303);
    }

    private HttpRequest.Builder asAdmin(String path) {
        return HttpRequest.newBuilder(uri(path)).header("Cookie", cookies());
    }

    private String cookies() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** Asks as an admin; the answer has come whole when this returns. */
    public HttpResponse<String> get(String path) {
        return exchange(asAdmin(path).header("Accept", "application/json").build(), 200);
    }

    /** Begins to rebuild all read models, which go on answering. */
    public void beginRebuild() {
        exchange(
                asAdmin("/admin/read_models/rebuild")
                        .header("X-XSRF-TOKEN", cookies.getOrDefault("XSRF-TOKEN", ""))
                        .POST(BodyPublishers.noBody())
                        .build(),
                202);
    }

    /** Whether a read model is being rebuilt. */
    public boolean isRebuilding() {
        return get("/admin/read_models").body().contains("\"rebuilding\"");
    }

    private HttpResponse<String> exchange(HttpRequest request, int status) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() != status) {
                throw new IllegalStateException(
                        "Parley answered "
                                + response.statusCode()
                                + " at "
                                + request.uri().getPath());
            }
            for (String cookie : response.headers().allValues("Set-Cookie")) {
                String[] pair = cookie.split(";", 2)[0].split("=", 2);
                cookies.put(pair[0], pair[1]);
            }
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Parley was asked.", e);
        }
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    @Override
    public Dialect dialect() {
        return new Stomp();
    }

    @Override
    public ServerProcess process() {
        return process;
    }

    @Override
    public String chatId(int user) {
        HttpRequest request =
                HttpRequest.newBuilder(uri("/support_chat"))
                        .header("Authorization", "Bearer " + token(user))
                        .build();
        JsonNode chat = json.readTree(exchange(request, 200).body());
        return chat.get("id").stringValue();
    }

    @Override
    public WebSocket user(int user) throws IOException {
        WebSocket socket = userWithoutSubscriptions(user);
        Stomp.subscribe(socket, Subscription.REPLIES, "/user/queue/replies");
        Stomp.subscribe(socket, Subscription.CHAT, "/topic/support_chat." + chatId(user));
        return socket;
    }

    private WebSocket userWithoutSubscriptions(int user) throws IOException {
        WebSocket socket = WebSocket.open(port, "/ws", Map.of());
        Map<String, String> headers = new HashMap<>(HEARTBEATS);
        headers.put("Authorization", "Bearer " + token(user));
        Stomp.connect(socket, headers);
        return socket;
    }

    @Override
    public WebSocket admin() throws IOException {
        WebSocket socket = adminWithoutSubscriptions();
        Stomp.subscribe(socket, Subscription.ADMINS, "/topic/admin_support_notifications");
        return socket;
    }

    @Override
    public WebSocket follower(String chatId) throws IOException {
        WebSocket socket = adminWithoutSubscriptions();
        Stomp.subscribe(socket, Subscription.CHAT, "/topic/support_chat." + chatId);
        return socket;
    }

    private WebSocket adminWithoutSubscriptions() throws IOException {
        Map<String, String> handshake =
                Map.of("Cookie", cookies(), "Origin", "http://localhost:" + port);
        WebSocket socket = WebSocket.open(port, "/admin/ws", handshake);
        Stomp.connect(socket, HEARTBEATS);
        return socket;
    }

    private static String token(int user) {
        long now = Instant.now().getEpochSecond();
        String signed =
                base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}")
                        + "."
                        + base64(
                                "{\"sub\":\"user-%d\",\"name\":\"User %d\",\"email\":\"user-%d@example.com\",\"iat\":%d,\"exp\":%d}"
                                        .formatted(
                                                user,
                                                user,
                                                user,
                                                now,
                                                now + TOKEN_LIFE.toSeconds()));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
            return signed + "." + base64(mac.doFinal(signed.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has HmacSHA256.", e);
        }
    }

    private static String base64(String text) {
        return base64(text.getBytes(UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public List<String> messageCounts() {
        return List.of(
                "SELECT count(*) FROM event_log WHERE type = 'MessageSent'",
                "SELECT count(*) FROM conversation.message",
                "SELECT sum(message_count) FROM inbox.chat");
    }

    @Override
    public void close() {
        process.close();
        http.close();
    }
}
