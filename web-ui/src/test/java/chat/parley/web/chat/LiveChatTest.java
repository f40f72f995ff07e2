package chat.parley.web.chat;

import static chat.parley.web.chat.UserClient.message;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.log.EventLog;
import chat.parley.web.AdminClient;
import chat.parley.web.StompClient;
import chat.parley.web.TestServer;
import chat.parley.web.Tokens;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A user and an admin, live, on a whole server. */
class LiveChatTest {

    private static final String REPLIES = "/user/queue/replies";
    private static final String ADMINS = "/topic/admin_support_notifications";

    private static TestServer server;
    private static AdminClient admin;

    private String token;
    private String chat;
    private StompClient userSocket;
    private StompClient adminSocket;

    @BeforeAll
    static void start(@TempDir Path dataDir) {
        server = TestServer.start(dataDir);
        admin = AdminClient.signedIn(server.uri());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connectBoth() {
        token =
                Tokens.from("user " + UUID.randomUUID())
                        .claim("name", "Ada")
                        .claim("email", "ada@example.com")
                        .sign();
        userSocket = StompClient.user(socket("/ws"), token);
        adminSocket = adminSocket(admin);
        chat = rest().chat().path("id").asString();
    }

    @AfterEach
    void disconnectBoth() {
        userSocket.close();
        adminSocket.close();
    }

    @Test
    void aMessageReachesItsSenderTheChatAndTheAdmins() {
        userSocket.subscribe(REPLIES);
        userSocket.subscribe(topic());
        adminSocket.subscribe(topic());
        adminSocket.subscribe(ADMINS);
        UUID id = UUID.randomUUID();

        userSocket.sendTo(app("send_message"), message(" Hello ", id));

        JsonNode accepted = next(userSocket, "message_accepted");
        assertThat(accepted.path("client_message_id").asString()).isEqualTo(id.toString());
        JsonNode stored = accepted.path("message");
        assertThat(stored.path("content").asString()).isEqualTo("Hello");
        assertThat(next(userSocket, "new_message").path("message")).isEqualTo(stored);
        assertThat(next(adminSocket, "new_message").path("message")).isEqualTo(stored);
        JsonNode notified = next(adminSocket, "new_user_message", this::isOfThisChat);
        assertThat(notified.path("chat_id").asString()).isEqualTo(chat);
        assertThat(notified.path("user_email").asString()).isEqualTo("ada@example.com");
        assertThat(notified.path("message")).isEqualTo(stored);
        JsonNode item = next(adminSocket, "chat_updated", this::isOfThisChat).path("chat");
        assertThat(item.path("id").asString()).isEqualTo(chat);
        assertThat(item.path("unread_count").asLong()).isOne();
        assertThat(item).isEqualTo(UserClient.json(admin.get("/admin/chats")).get(0));
    }

    @Test
    void aRepeatIsAcceptedAgainAndPushedOnce() {
        userSocket.subscribe(REPLIES);
        userSocket.subscribe(topic());
        String body = message("Hello", UUID.randomUUID());

        userSocket.sendTo(app("send_message"), body);
        userSocket.sendTo(app("send_message"), body);
        userSocket.sendTo(app("send_message"), message("Bye", UUID.randomUUID()));

        assertThat(next(userSocket, "message_accepted"))
                .isEqualTo(next(userSocket, "message_accepted"));
        assertThat(next(userSocket, "new_message").path("message").path("content").asString())
                .isEqualTo("Hello");
        assertThat(next(userSocket, "new_message").path("message").path("content").asString())
                .isEqualTo("Bye");
    }

    @Test
    void aMessageThatIsNoneIsRejectedAndTheSocketStays() {
        userSocket.subscribe(REPLIES);
        UUID id = UUID.randomUUID();
        long head = server.bean(EventLog.class).head();

        userSocket.sendTo(app("send_message"), message("  ", id));

        JsonNode rejected = next(userSocket, "message_rejected");
        assertThat(rejected.path("client_message_id").asString()).isEqualTo(id.toString());
        assertThat(rejected.path("problem").path("status").asInt()).isEqualTo(422);
        assertThat(rejected.path("problem").path("field").asString()).isEqualTo("content");
        assertThat(server.bean(EventLog.class).head()).isEqualTo(head);
        userSocket.sendTo(app("send_message"), message("Hello", id));
        next(userSocket, "message_accepted");
    }

    @Test
    void tenMessagesInARowAreStoredAndPushedInThatOrder() {
        adminSocket.subscribe(topic());
        userSocket.subscribe(REPLIES);

        List<String> contents = IntStream.range(0, 10).mapToObj(n -> "number " + n).toList();
        contents.forEach(content ->
                userSocket.sendTo(app("send_message"), message(content, UUID.randomUUID())));

        List<JsonNode> pushed =
                contents.stream()
                        .map(_ -> next(adminSocket, "new_message").path("message"))
                        .toList();
        assertThat(pushed).extracting(each -> each.path("content").asString()).isEqualTo(contents);
        assertThat(pushed)
                .extracting(each -> each.path("sequence").asLong())
                .isEqualTo(LongStream.rangeClosed(1, 10).boxed().toList());
    }

    @Test
    void bothSidesLearnWhatTheOtherHasSeen() {
        userSocket.subscribe(topic());
        adminSocket.subscribe(topic());
        rest().write("Hello");
        admin.post("/admin/chats/" + chat + "/messages", message("Hi", UUID.randomUUID()));

        adminSocket.sendTo(app("viewed"), "{\"up_to_sequence\": 1}");
        JsonNode viewed = next(userSocket, "messages_read");
        assertThat(viewed.path("reader").asString()).isEqualTo("admin");
        assertThat(viewed.path("up_to_sequence").asLong()).isOne();

        userSocket.sendTo(app("mark_read"), "");
        next(adminSocket, "messages_read");
        JsonNode read = next(adminSocket, "messages_read");
        assertThat(read.path("reader").asString()).isEqualTo("user");
        assertThat(read.path("up_to_sequence").asLong()).isEqualTo(2);
        assertThat(read.path("read_at").asString()).endsWith("Z");
    }

    @Test
    void typingIsToldAndNotStored() {
        adminSocket.subscribe(topic());
        long head = server.bean(EventLog.class).head();

        userSocket.sendTo(app("typing"), "{\"typing\": true}");

        JsonNode typing = next(adminSocket, "typing");
        assertThat(typing.path("sender_type").asString()).isEqualTo("user");
        assertThat(typing.path("sender_name").asString()).isEqualTo("Ada");
        assertThat(typing.path("typing").asBoolean()).isTrue();
        assertThat(server.bean(EventLog.class).head()).isEqualTo(head);
    }

    @Test
    void everyChangeOfTheListIsToldToTheAdmins() {
        rest().write("Hello");
        adminSocket.subscribe(ADMINS);

        admin.post("/admin/chats/" + chat + "/archive", "");
        next(
                adminSocket,
                "chat_updated",
                update -> isOfThisChat(update) && update.path("chat").path("archived").asBoolean());
        admin.post("/admin/chats/" + chat + "/unarchive", "");
        next(
                adminSocket,
                "chat_updated",
                update ->
                        isOfThisChat(update) && !update.path("chat").path("archived").asBoolean());
        admin.post("/admin/chats/" + chat + "/viewed", "");
        next(
                adminSocket,
                "chat_updated",
                update -> isOfThisChat(update) && !update.path("chat").path("unread").asBoolean());
    }

    @Test
    void anotherUsersChatIsNobodyElsesBusiness() {
        StompClient stranger =
                StompClient.user(socket("/ws"), Tokens.of("stranger " + UUID.randomUUID()));
        stranger.send("SUBSCRIBE", Map.of("id", "1", "destination", topic()), "");
        stranger.next("ERROR");
        stranger.closeCode();

        StompClient another =
                StompClient.user(socket("/ws"), Tokens.of("stranger " + UUID.randomUUID()));
        another.sendTo(app("send_message"), message("Let me in", UUID.randomUUID()));
        another.next("ERROR");
        another.closeCode();

        assertThat(rest().chat().path("messages").size()).isZero();
        userSocket.subscribe(topic());
    }

    @Test
    void aUserMayNotListenToTheAdminsNorAnAdminToAChatThatIsNotThere() {
        userSocket.send("SUBSCRIBE", Map.of("id", "1", "destination", ADMINS), "");
        userSocket.next("ERROR");
        userSocket.closeCode();

        adminSocket.send(
                "SUBSCRIBE",
                Map.of("id", "1", "destination", "/topic/support_chat." + UUID.randomUUID()),
                "");
        adminSocket.next("ERROR");
        adminSocket.closeCode();
    }

    @Test
    void signingOutClosesTheSocketsOfThatSession() {
        AdminClient leaving = AdminClient.signedIn(server.uri());
        StompClient socket = adminSocket(leaving);
        socket.subscribe(ADMINS);

        leaving.signOut();

        assertThat(socket.closeCode()).isEqualTo(1008);
        adminSocket.subscribe(ADMINS);
    }

    /** The admins hear of the chats of all tests. */
    private boolean isOfThisChat(JsonNode told) {
        return told.path("chat_id").asString("").equals(chat)
                || told.path("chat").path("id").asString("").equals(chat);
    }

    private UserClient rest() {
        return new UserClient(server.uri(), token);
    }

    private String topic() {
        return "/topic/support_chat." + chat;
    }

    private String app(String action) {
        return "/app/support_chat." + chat + "." + action;
    }

    private static StompClient adminSocket(AdminClient who) {
        return StompClient.admin(socket("/admin/ws"), who.cookieHeader(), server.uri().toString());
    }

    private static URI socket(String path) {
        return URI.create(server.uri().toString().replaceFirst("http", "ws") + path);
    }

    /** Waits for the next message of a type; others stay for later. */
    private static JsonNode next(StompClient socket, String type) {
        return next(socket, type, _ -> true);
    }

    private static JsonNode next(StompClient socket, String type, Predicate<JsonNode> meant) {
        return json(
                socket.next(frame ->
                        frame.command().equals("MESSAGE")
                                && json(frame).path("type").asString().equals(type)
                                && meant.test(json(frame))));
    }

    private static JsonNode json(StompClient.Frame frame) {
        return UserClient.JSON.readTree(frame.body());
    }
}
