package chat.parley.web.browser;

import chat.parley.web.AdminClient;
import chat.parley.web.Tokens;

import com.jayway.jsonpath.JsonPath;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A user of the host application, in no other test than one's own. Here are the chat's facts, and
 * what happens in it without anybody looking: by REST, so that it is durable when a call returns.
 */
final class Visitor {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final AtomicInteger VISITORS = new AtomicInteger();

    private final Parley parley;
    private final AdminClient admin;
    private final String name;
    private final String token;

    /**
     * @param firstName becomes unique by a number
     * @param domain of the e-mail address; without one there is no address
     */
    Visitor(Stage stage, String firstName, String domain) {
        parley = stage.parley();
        admin = stage.admin();
        name = firstName + VISITORS.incrementAndGet() + " Okafor";
        Tokens claims = Tokens.from("visitor-" + shortName()).claim("name", name);
        token =
                (domain.isEmpty() ? claims : claims.claim("email", shortName() + "@" + domain))
                        .sign();
    }

    String name() {
        return name;
    }

    String shortName() {
        return name.substring(0, name.indexOf(' '));
    }

    String token() {
        return token;
    }

    String chatId() {
        return JsonPath.read(get("/support_chat"), "$.id");
    }

    /** What everybody sees, in order. */
    List<String> contents() {
        return JsonPath.read(get("/support_chat"), "$.messages[*].content");
    }

    int unreadCount() {
        return JsonPath.read(get("/support_chat/unread_count"), "$.unread_count");
    }

    /** What the audit history tells, oldest first. */
    List<String> history() {
        String history = admin.get("/admin/chats/" + chatId() + "/history").body();
        return JsonPath.read(history, "$[*].summary");
    }

    void writes(String content) {
        send(request("/support_chat/messages").POST(BodyPublishers.ofString(message(content))));
    }

    void isAnswered(String content) {
        expect(201, admin.post("/admin/chats/" + chatId() + "/messages", message(content)));
    }

    void isArchived() {
        expect(204, admin.post("/admin/chats/" + chatId() + "/archive", ""));
    }

    private static String message(String content) {
        return JSON.writeValueAsString(
                Map.of("content", content, "client_message_id", UUID.randomUUID()));
    }

    private String get(String path) {
        return send(request(path).GET()).body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(parley.uri().resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
            return expect(answer.statusCode() == 201 ? 201 : 200, answer);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> expect(int status, HttpResponse<String> answer) {
        if (answer.statusCode() != status) {
            throw new AssertionError(answer.statusCode() + ": " + answer.body());
        }
        return answer;
    }
}
