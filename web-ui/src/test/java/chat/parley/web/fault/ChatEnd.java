package chat.parley.web.fault;

import chat.parley.web.AdminClient;
import chat.parley.web.StompClient;
import chat.parley.web.Tokens;
import chat.parley.web.fault.Http.Answer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * One end of a chat, its user's or an admin's, over real HTTP and real sockets. Any number of
 * threads may share it.
 */
final class ChatEnd {

    private static final JsonMapper JSON = new JsonMapper();

    private final URI server;
    private final String path;
    private final String messages;
    private final Map<String, String> headers;
    private final Supplier<StompClient> socket;
    private final UUID chatId;

    private ChatEnd(
            URI server,
            String path,
            String messages,
            Map<String, String> headers,
            Supplier<StompClient> socket,
            UUID chatId) {
        this.server = server;
        this.path = path;
        this.messages = messages;
        this.headers = headers;
        this.socket = socket;
        this.chatId = chatId;
    }

    /** The user's end; there is a chat when this returns. */
    static ChatEnd user(URI server, String userId) {
        return user(server, Tokens.from(userId));
    }

    /** The end of a user about whom the token says more. */
    static ChatEnd user(URI server, Tokens claims) {
        String token = claims.sign();
        Map<String, String> headers = Map.of("Authorization", "Bearer " + token);
        UUID chatId =
                UUID.fromString(
                        Http.send(request(server, "/support_chat", headers))
                                .json()
                                .get("id")
                                .stringValue());
        return new ChatEnd(
                server,
                "/support_chat",
                "/support_chat/messages",
                headers,
                () -> StompClient.user(webSocket(server, "/ws"), token),
                chatId);
    }

    /** The end of the first admin, signed in anew. */
    static ChatEnd admin(URI server, UUID chatId) {
        return admin(server, AdminClient.signedIn(server), chatId);
    }

    /** The end of an admin who is signed in. */
    static ChatEnd admin(URI server, AdminClient signedIn, UUID chatId) {
        String path = "/admin/chats/" + chatId;
        String cookies = signedIn.cookieHeader();
        return new ChatEnd(
                server,
                path,
                path + "/messages",
                Map.of("Cookie", cookies, "X-XSRF-TOKEN", signedIn.csrf()),
                () -> StompClient.admin(webSocket(server, "/admin/ws"), cookies, server.toString()),
                chatId);
    }

    private static URI webSocket(URI server, String path) {
        return URI.create("ws" + server.toString().substring("http".length()) + path);
    }

    UUID chatId() {
        return chatId;
    }

    String topic() {
        return "/topic/support_chat." + chatId;
    }

    /** Where frames go that do something in this chat. */
    String action(String verb) {
        return "/app/support_chat." + chatId + "." + verb;
    }

    /** A new connection, which subscribes to nothing yet. */
    StompClient connect() {
        return socket.get();
    }

    Answer get(String path) {
        return Http.send(request(server, path, headers));
    }

    /** The newest messages, and what else is told of the chat. */
    Answer chat() {
        return get(path);
    }

    /** Sends a message by REST. */
    Answer send(UUID clientMessageId, String content) {
        return post(messages, message(clientMessageId, content));
    }

    /** Does what admins do with a chat: archive, unarchive. */
    Answer post(String verb) {
        return post(path + "/" + verb, "");
    }

    /** Has the user read everything. */
    Answer markRead() {
        return Http.send(
                request(server, path + "/mark_read", headers)
                        .method("PATCH", BodyPublishers.noBody()));
    }

    private Answer post(String path, String json) {
        return Http.send(
                request(server, path, headers)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json)));
    }

    static String message(UUID clientMessageId, String content) {
        return JSON.writeValueAsString(
                Map.of("client_message_id", clientMessageId, "content", content));
    }

    static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    /** What came after a message. */
    Answer after(long sequence) {
        return get(path + "?after=" + sequence);
    }

    /**
     * The whole chat, page by page.
     *
     * @throws AssertionError if a page is refused
     */
    List<JsonNode> everything() {
        List<JsonNode> all = new ArrayList<>();
        JsonNode page;
        do {
            Answer answer = after(all.isEmpty() ? 0 : all.getLast().get("sequence").longValue());
            if (answer.status() != 200) {
                throw new AssertionError("The chat is answered with " + answer);
            }
            page = answer.json();
            page.get("messages").forEach(all::add);
        } while (page.get("has_more").booleanValue());
        return all;
    }

    private static HttpRequest.Builder request(
            URI server, String path, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path));
        headers.forEach(request::header);
        return request;
    }
}
