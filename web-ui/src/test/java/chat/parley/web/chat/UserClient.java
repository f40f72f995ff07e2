package chat.parley.web.chat;

import chat.parley.web.Tokens;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;

/** A user's widget as far as REST goes. */
final class UserClient {

    static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI server;
    private final String token;

    UserClient(URI server, String token) {
        this.server = server;
        this.token = token;
    }

    /** A user whom the server has not seen before. */
    static UserClient somebody(URI server) {
        return new UserClient(server, Tokens.of("user " + UUID.randomUUID()));
    }

    HttpResponse<String> get(String path) {
        return send(path, "GET", null);
    }

    HttpResponse<String> post(String path, String body) {
        return send(path, "POST", body);
    }

    HttpResponse<String> patch(String path, @Nullable String body) {
        return send(path, "PATCH", body);
    }

    JsonNode chat() {
        return json(get("/support_chat"));
    }

    JsonNode write(String content) {
        return json(post("/support_chat/messages", message(content, UUID.randomUUID())));
    }

    static String message(String content, UUID clientMessageId) {
        return JSON.writeValueAsString(
                JSON.createObjectNode()
                        .put("content", content)
                        .put("client_message_id", clientMessageId.toString()));
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> send(String path, String method, @Nullable String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve(path))
                        .header("Authorization", "Bearer " + token)
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
