package chat.parley.web.live;

import static chat.parley.web.live.LiveServer.SESSION;
import static chat.parley.web.live.LiveServer.action;
import static chat.parley.web.live.LiveServer.chatOf;
import static chat.parley.web.live.LiveServer.topicOf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Refusal;
import chat.parley.query.push.Topics;
import chat.parley.web.StompClient;
import chat.parley.web.StompClient.Frame;
import chat.parley.web.problem.RateLimited;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** The contract's section on STOMP, over real sockets. */
class LiveSocketsTest {

    private static LiveServer server;
    private final List<StompClient> opened = new ArrayList<>();

    @BeforeAll
    static void startServer() {
        server = new LiveServer(LiveLimits.CONTRACT);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void forgetWhatWasAsked() {
        server.chats().asked.clear();
        server.otherNodes().told.clear();
    }

    @AfterEach
    void closeSockets() {
        opened.forEach(StompClient::close);
    }

    // Who may connect

    @Test
    void aUserConnectsWithATokenAndHasAChatFromThenOn() {
        StompClient client = open("/ws", Map.of());

        Frame connected = client.connect(Map.of("Authorization", "Bearer ada"));

        assertThat(connected.header("version")).isEqualTo("1.2");
        assertThat(connected.header("heart-beat")).isEqualTo("10000,10000");
        assertThat(server.chats().asked).extracting("what").containsExactly("start");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer forged", "Bearer ", "ada", "Basic ada"})
    void aUserWithoutAGoodTokenIsRefused(String authorization) {
        StompClient client = open("/ws", Map.of());

        client.sendConnect(Map.of("Authorization", authorization));

        assertThat(client.next("ERROR").header("message")).isNotBlank();
        assertThat(client.closeCode()).isEqualTo(1008);
        assertThat(server.chats().asked).isEmpty();
    }

    @Test
    void aCookieIsNoTokenForAUser() {
        StompClient client = open("/ws", Map.of("Cookie", SESSION));

        client.sendConnect(Map.of());

        assertThat(client.next("ERROR").header("message")).contains("Authorization");
    }

    @Test
    void aTokenIsNoSessionForAnAdmin() {
        assertThatHandshakeFails(
                401, "/admin/ws", Map.of("Authorization", "Bearer ada", "Origin", server.origin()));
    }

    @Test
    void anAdminNeedsASession() {
        assertThatHandshakeFails(401, "/admin/ws", Map.of("Origin", server.origin()));
    }

    @Test
    void anAdminNeedsTheOriginOfTheServer() {
        assertThatHandshakeFails(403, "/admin/ws", Map.of("Cookie", SESSION));
        for (String origin : List.of("https://evil.example", LiveServer.HOST, "null")) {
            assertThatHandshakeFails(403, "/admin/ws", Map.of("Cookie", SESSION, "Origin", origin));
        }
        open("/admin/ws", Map.of("Cookie", SESSION, "Origin", server.origin()));
        open("/admin/ws", Map.of("Cookie", SESSION, "Origin", "https://chat.example"));
    }

    @Test
    void aUsersPageMustBeAllowed() {
        assertThatHandshakeFails(403, "/ws", Map.of("Origin", "https://evil.example"));
        assertThatHandshakeFails(403, "/ws", Map.of("Origin", "null"));
        for (String origin : List.of(LiveServer.HOST, server.origin(), "https://chat.example")) {
            open("/ws", Map.of("Origin", origin));
        }
    }

    @Test
    void aBrowserThatAsksForASubprotocolGetsOne() {
        assertThat(open("/ws", Map.of()).subprotocol()).isEmpty();
        assertThat(StompClient.openWith(server.uri("/ws"), "v12.stomp", "v11.stomp").subprotocol())
                .isEqualTo("v12.stomp");
    }

    @Test
    void theNewestVersionThatBothSpeakIsChosen() {
        StompClient client = open("/ws", Map.of());
        assertThat(
                        client.connect(
                                        Map.of(
                                                "Authorization",
                                                "Bearer ada",
                                                "accept-version",
                                                "1.0,1.1"))
                                .header("version"))
                .isEqualTo("1.1");
    }

    @Test
    void anUnknownVersionIsRefused() {
        StompClient client = open("/ws", Map.of());
        client.sendConnect(Map.of("Authorization", "Bearer ada", "accept-version", "2.0"));
        assertThat(client.next("ERROR").header("message")).contains("1.2");
    }

    @Test
    void aConnectionSaysWhoItIsBeforeAnythingElse() {
        StompClient client = open("/ws", Map.of());
        client.send("SUBSCRIBE", Map.of("id", "1", "destination", topicOf("ada")), "");
        client.next("ERROR");
        client.closeCode();
    }

    @Test
    void aConnectionSaysWhoItIsOnce() {
        StompClient client = user("ada");
        client.sendConnect(Map.of("Authorization", "Bearer bob"));
        client.next("ERROR");
        client.closeCode();
    }

    @Test
    void theTwentyFirstSocketOfAUserIsRefused() {
        List<StompClient> sockets = IntStream.range(0, 20).mapToObj(i -> user("carl")).toList();

        StompClient oneMore = open("/ws", Map.of());
        oneMore.sendConnect(Map.of("Authorization", "Bearer carl"));
        assertThat(oneMore.next("ERROR").header("message")).contains("too many");
        oneMore.closeCode();

        user("dora");
        sockets.getFirst().abort();
        await().until(() -> {
            StompClient again = open("/ws", Map.of());
            again.sendConnect(Map.of("Authorization", "Bearer carl"));
            return again.next(frame -> true).command().equals("CONNECTED");
        });
    }

    // Who may listen where

    @Test
    void aUserListensToTheirOwnChat() {
        StompClient client = user("ada");
        String id = client.subscribe(topicOf("ada"));

        server.publish(topicOf("ada"), Map.of("type", "new_message", "text", "hällo 🙂"));
        server.publish(topicOf("bob"), Map.of("type", "new_message", "text", "not for ada"));
        server.publish(topicOf("ada"), Map.of("type", "second"));

        Frame first = client.next("MESSAGE");
        assertThat(first.header("subscription")).isEqualTo(id);
        assertThat(first.header("destination")).isEqualTo(topicOf("ada"));
        assertThat(first.header("content-type")).isEqualTo("application/json;charset=utf-8");
        assertThat(first.body()).contains("hällo 🙂");
        assertThat(first.header("content-length"))
                .isEqualTo(String.valueOf(first.body().getBytes().length));
        Frame second = client.next("MESSAGE");
        assertThat(second.body()).contains("second");
        assertThat(second.header("message-id")).isNotEqualTo(first.header("message-id"));
    }

    @Test
    void aUserListensNowhereElse() {
        for (String destination :
                List.of(
                        topicOf("bob"),
                        Topics.ADMINS,
                        "/topic/support_chat.*",
                        "/topic/support_chat." + chatOf("ada").toString().toUpperCase(),
                        "/topic/**",
                        "/topic/support_chat." + chatOf("ada") + ".typing",
                        "/queue/replies",
                        "/user/ada/queue/replies",
                        action("ada", "send_message"),
                        "/elsewhere")) {
            StompClient client = user("ada");
            client.send(
                    "SUBSCRIBE", Map.of("id", "1", "destination", destination, "receipt", "r"), "");
            Frame error = client.next("ERROR");
            assertThat(error.header("message")).isNotBlank().doesNotContain("support_chat");
            assertThat(error.header("receipt-id")).isEqualTo("r");
            assertThat(client.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void anAdminListensToAllThereIs() {
        StompClient client = admin();
        client.subscribe(Topics.ADMINS);
        client.subscribe(topicOf("ada"));
        client.subscribe(topicOf("bob"));
        client.subscribe("/user/queue/replies");

        server.publish(Topics.ADMINS, Map.of("type", "chat_updated"));
        server.publish(topicOf("bob"), Map.of("type", "new_message"));

        assertThat(client.nextMessage()).contains("chat_updated");
        assertThat(client.nextMessage()).contains("new_message");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/topic/support_chat.7b0cbe2a-1111-4222-8333-444455556666",
                "/topic/support_chat.1-1-1-1-1",
                "/topic/support_chat.",
                "/topic/support_chat.*",
                "/topic/admin_support_notifications.*",
                "/topic/*"
            })
    void anAdminListensNowhereElse(String destination) {
        StompClient client = admin();
        client.send("SUBSCRIBE", Map.of("id", "1", "destination", destination), "");
        client.next("ERROR");
        client.closeCode();
    }

    @Test
    void aSubscriptionEndsWhenItsClientSaysSo() {
        StompClient client = user("ada");
        String id = client.subscribe(topicOf("ada"));
        client.send("UNSUBSCRIBE", Map.of("id", id, "receipt", "gone"), "");
        client.next("RECEIPT");
        client.subscribe(topicOf("ada"));

        server.publish(topicOf("ada"), Map.of("type", "once"));

        assertThat(client.next("MESSAGE").header("subscription")).isNotEqualTo(id);
        client.send("DISCONNECT", Map.of("receipt", "bye"), "");
        client.next("RECEIPT");
        assertThat(client.closeCode()).isEqualTo(1000);
        assertThat(client.unasked()).isZero();
    }

    @Test
    void aUserSubscribesEightTimesOnASocket() {
        StompClient client = user("ada");
        for (int i = 0; i < 8; i++) {
            client.subscribe(topicOf("ada"));
        }
        client.send("SUBSCRIBE", Map.of("id", "one more", "destination", topicOf("ada")), "");
        assertThat(client.next("ERROR").header("message")).contains("too many");
    }

    @Test
    void anAdminSubscribesTwoHundredTimesOnASocket() {
        StompClient client = admin();
        for (int i = 0; i < 200; i++) {
            client.subscribe(topicOf("ada"));
        }
        client.send("SUBSCRIBE", Map.of("id", "one more", "destination", topicOf("ada")), "");
        assertThat(client.next("ERROR").header("message")).contains("too many");
    }

    // What may be sent

    @Test
    void theSenderIsToldThatTheMessageIsDurable() {
        StompClient client = user("ada");
        client.subscribe("/user/queue/replies");
        UUID id = UUID.randomUUID();

        client.send(
                "SEND",
                Map.of("destination", action("ada", "send_message"), "receipt", "done"),
                message("hello", id));

        Frame reply = client.next("MESSAGE");
        assertThat(reply.header("destination")).isEqualTo("/user/queue/replies");
        assertThat(reply.body())
                .contains("\"type\":\"message_accepted\"", "\"client_message_id\":\"" + id)
                .contains("\"content\":\"hello\"", "\"sender_type\":\"user\"");
        assertThat(client.next("RECEIPT").header("receipt-id")).isEqualTo("done");
    }

    @Test
    void anAdminSendsToAnyChat() {
        StompClient client = admin();
        client.subscribe("/user/queue/replies");

        client.sendTo(action("bob", "send_message"), message("hello", UUID.randomUUID()));

        assertThat(client.nextMessage()).contains("message_accepted", "Grace");
    }

    @Test
    void onlyTheSenderIsAnswered() {
        StompClient other = user("ada");
        other.subscribe("/user/queue/replies");
        other.subscribe(topicOf("ada"));
        StompClient client = user("ada");
        client.subscribe("/user/queue/replies");

        client.sendTo(action("ada", "send_message"), message("hello", UUID.randomUUID()));
        client.nextMessage();
        server.publish(topicOf("ada"), Map.of("type", "last"));

        assertThat(other.nextMessage()).contains("last");
    }

    @Test
    void whatARuleRefusesIsRejectedAndTheConnectionGoesOn() {
        StompClient client = user("ada");
        client.subscribe("/user/queue/replies");
        server.chats()
                .before(
                        "fast",
                        () -> {
                            throw new RateLimited(Duration.ofSeconds(3));
                        });

        client.sendTo(action("ada", "send_message"), message("  ", UUID.randomUUID()));
        assertThat(client.nextMessage())
                .contains(
                        "\"type\":\"message_rejected\"", "\"status\":422", "\"field\":\"content\"");

        client.sendTo(action("ada", "send_message"), message("fast", UUID.randomUUID()));
        assertThat(client.nextMessage()).contains("message_rejected", "\"status\":429");

        String id = UUID.randomUUID().toString();
        client.sendTo(
                action("ada", "send_message"),
                "{\"content\": 7, \"client_message_id\": \"" + id + "\"}");
        assertThat(client.nextMessage()).contains("message_rejected", "\"status\":400", id);

        client.sendTo(action("ada", "send_message"), "{\"client_message_id\": \"" + id + "\"}");
        assertThat(client.nextMessage()).contains("message_rejected", "\"status\":422");

        client.sendTo(action("ada", "send_message"), message("well", UUID.randomUUID()));
        assertThat(client.nextMessage()).contains("message_accepted");
    }

    @Test
    void anUnforeseenFailureTellsNothingOfItself() {
        StompClient client = user("ada");
        client.subscribe("/user/queue/replies");
        server.chats()
                .before(
                        "bug",
                        () -> {
                            throw new IllegalStateException("secret");
                        });
        client.sendTo(action("ada", "send_message"), message("bug", UUID.randomUUID()));
        assertThat(client.nextMessage())
                .contains("message_rejected", "\"status\":500")
                .doesNotContain("secret", "Exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "[]",
                "\"text\"",
                "null",
                "{\"content\": \"a\"}",
                "{\"content\": \"a\", \"client_message_id\": 1}",
                "{\"content\": \"a\", \"client_message_id\": \"1-1-1-1-1\"}",
                "{\"content\": \"a\", \"client_message_id\": null}",
                "{\"content\": \"a\", \"client_message_id\": \"7b0cbe2a-1111-4222-8333-444455556666\"} x",
                "{\"content\": \"a\","
            })
    void aMalformedMessageEndsTheConnection(String body) {
        StompClient client = user("ada");
        client.sendTo(action("ada", "send_message"), body);
        assertThat(client.next("ERROR").header("message")).isNotBlank();
        assertThat(client.closeCode()).isEqualTo(1002);
        assertThat(server.chats().asked).extracting("what").containsExactly("start");
    }

    @Test
    void aUserSendsNowhereElse() {
        String body = message("a", UUID.randomUUID());
        for (String destination :
                List.of(
                        action("bob", "send_message"),
                        action("bob", "typing"),
                        action("ada", "viewed"),
                        action("ada", "archive"),
                        topicOf("ada"),
                        Topics.ADMINS,
                        "/user/queue/replies",
                        "/app/support_chat.send_message",
                        "/app/support_chat.*.send_message")) {
            StompClient client = user("ada");
            client.sendTo(destination, body);
            client.next("ERROR");
            client.closeCode();
        }
        assertThat(server.chats().asked).extracting("what").containsOnly("start");
    }

    @Test
    void anAdminDoesNotReadForTheUser() {
        StompClient client = admin();
        client.sendTo(action("ada", "mark_read"), "");
        client.next("ERROR");
        client.closeCode();
    }

    @Test
    void aUserReadsAndAnAdminViews() {
        StompClient user = user("ada");
        user.send("SEND", Map.of("destination", action("ada", "mark_read"), "receipt", "1"), "");
        user.next("RECEIPT");
        StompClient admin = admin();
        admin.send(
                "SEND",
                Map.of("destination", action("ada", "viewed"), "receipt", "1"),
                "{\"up_to_sequence\": 7, \"and\": \"more\"}");
        admin.next("RECEIPT");

        assertThat(server.chats().asked)
                .extracting("what", "detail")
                .contains(tuple("read", "null"), tuple("viewed", "7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"up_to_sequence\": \"7\"}", "{\"up_to_sequence\": 1.5}", "7", "{"})
    void aMalformedReadMarkEndsTheConnection(String body) {
        StompClient client = user("ada");
        client.sendTo(action("ada", "mark_read"), body);
        client.next("ERROR");
        client.closeCode();
    }

    @Test
    void aRefusedReadMarkEndsTheConnectionInPlainWords() {
        StompClient client = user("ada");
        server.chats()
                .before(
                        "99",
                        () -> {
                            throw new Refusal(
                                    Refusal.Reason.INVALID_SEQUENCE,
                                    "up_to_sequence",
                                    "There is no such message yet.");
                        });
        client.send(
                "SEND",
                Map.of("destination", action("ada", "mark_read"), "receipt", "r"),
                "{\"up_to_sequence\": 99}");
        Frame error = client.next("ERROR");
        assertThat(error.header("message")).isEqualTo("There is no such message yet.");
        assertThat(error.header("receipt-id")).isEqualTo("r");
    }

    @Test
    void whoLooksAtTheChatIsToldOfTypingOnceASecond() {
        StompClient admin = admin();
        admin.subscribe(topicOf("ada"));
        for (StompClient socket : List.of(user("ada"), user("ada"))) {
            for (String typing : List.of("true", "false")) {
                socket.send(
                        "SEND",
                        Map.of("destination", action("ada", "typing"), "receipt", typing),
                        "{\"typing\": " + typing + "}");
                socket.next("RECEIPT");
            }
        }
        server.publish(topicOf("ada"), Map.of("type", "last"));

        assertThat(admin.nextMessage())
                .isEqualTo(
                        "{\"type\":\"typing\",\"sender_type\":\"user\",\"sender_name\":\"ada\","
                                + "\"typing\":true}");
        assertThat(admin.nextMessage()).contains("last");
    }

    @Test
    void anAdminWhoTypesInTwoChatsIsSeenTypingInBoth() {
        StompClient admin = admin();
        for (String chat : List.of("ada", "bob")) {
            StompClient user = user(chat);
            user.subscribe(topicOf(chat));

            admin.sendTo(action(chat, "typing"), "{\"typing\": true}");

            assertThat(user.nextMessage()).contains("\"sender_type\":\"admin\"");
        }
    }

    @Test
    void nobodyTypesInAChatThatIsNotThere() {
        StompClient admin = admin();
        admin.sendTo(action("nobody", "typing"), "{\"typing\": true}");
        assertThat(admin.next("ERROR").header("message")).isNotBlank();
        assertThat(admin.closeCode()).isEqualTo(1008);
    }

    @Test
    void typingIsToldOnEveryNode() {
        StompClient admin = admin();
        admin.subscribe(topicOf("bob"));
        user("bob").sendTo(action("bob", "typing"), "{\"typing\": true}");
        admin.nextMessage();
        await().until(() -> server.otherNodes().told.size() == 1);
        String told = server.otherNodes().told.getFirst();

        server.otherNodes().say(told);
        server.otherNodes()
                .say(
                        told.replaceFirst("\"node\":\"[^\"]*", "\"node\":\"" + UUID.randomUUID())
                                .replace("\"typing\":true", "\"typing\":false"));

        assertThat(admin.nextMessage()).contains("\"typing\":false");
        assertThat(admin.unasked()).isZero();
    }

    @Test
    void oneSendersFramesTakeEffectInTheOrderSent() {
        StompClient client = user("ada");
        client.subscribe("/user/queue/replies");
        CountDownLatch slow = new CountDownLatch(1);
        server.chats().before("0", () -> awaitQuietly(slow));

        for (int i = 0; i < 10; i++) {
            client.sendTo(action("ada", "send_message"), message("" + i, UUID.randomUUID()));
        }
        StompClient other = user("bob");
        other.subscribe("/user/queue/replies");
        other.sendTo(action("bob", "send_message"), message("bob's", UUID.randomUUID()));
        other.nextMessage();
        slow.countDown();

        for (int i = 0; i < 10; i++) {
            assertThat(client.nextMessage()).contains("\"content\":\"" + i + "\"");
        }
        assertThat(server.chats().asked)
                .filteredOn(asked -> asked.chatId().equals(chatOf("ada")))
                .extracting("detail")
                .containsExactly("", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Test
    void pushesArriveWhileACommandTakesItsTime() {
        StompClient client = user("ada");
        client.subscribe(topicOf("ada"));
        CountDownLatch slow = new CountDownLatch(1);
        server.chats().before("slow", () -> awaitQuietly(slow));
        client.sendTo(action("ada", "send_message"), message("slow", UUID.randomUUID()));

        server.publish(topicOf("ada"), Map.of("type", "meanwhile"));

        assertThat(client.nextMessage()).contains("meanwhile");
        slow.countDown();
    }

    // What ends a connection, and only that one

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello\n\n\0",
                "{}",
                "ACK\nid:1\n\n\0",
                "NACK\nid:1\n\n\0",
                "BEGIN\ntransaction:1\n\n\0",
                "COMMIT\ntransaction:1\n\n\0",
                "ABORT\ntransaction:1\n\n\0",
                "MESSAGE\n\n\0",
                "SUBSCRIBE\ndestination:/user/queue/replies\n\n\0",
                "SUBSCRIBE\nid:1\n\n\0",
                "SUBSCRIBE\nid:1\nack:client\ndestination:/user/queue/replies\n\n\0",
                "UNSUBSCRIBE\nid:1\n\n\0",
                "UNSUBSCRIBE\n\n\0",
                "SEND\n\n{}\0",
                "SEND\ntransaction:1\ndestination:/app/support_chat\n\n{}\0"
            })
    void aMalformedFrameEndsTheConnectionItCameOn(String frame) {
        StompClient other = user("ada");
        other.subscribe(topicOf("ada"));
        StompClient client = user("ada");

        client.sendText(frame);

        assertThat(client.next("ERROR").header("message")).isNotBlank();
        assertThat(client.closeCode()).isEqualTo(1002);
        server.publish(topicOf("ada"), Map.of("type", "still here"));
        assertThat(other.nextMessage()).contains("still here");
    }

    @Test
    void twoSubscriptionsOfOneNameEndTheConnection() {
        StompClient client = user("ada");
        client.subscribe(topicOf("ada"));
        client.send("SUBSCRIBE", Map.of("id", "sub-1", "destination", topicOf("ada")), "");
        client.next("ERROR");
        client.closeCode();
    }

    @Test
    void whatIsSentAfterARefusalHasNoEffect() {
        StompClient client = user("ada");
        String refused = "ACK\nid:1\n\n\0";
        String send =
                "SEND\ndestination:"
                        + action("ada", "send_message")
                        + "\n\n"
                        + message("late", UUID.randomUUID())
                        + "\0";
        client.sendText(refused + send);
        client.next("ERROR");
        client.closeCode();
        assertThat(server.chats().asked).extracting("what").containsExactly("start");
    }

    @Test
    void framesMayComeInPiecesOrTogetherAsTextOrBinary() {
        StompClient client = user("ada");
        client.subscribe("/user/queue/replies");
        String send =
                "SEND\ndestination:"
                        + action("ada", "send_message")
                        + "\n\n"
                        + message("ü🙂".repeat(2000), UUID.randomUUID())
                        + "\0";
        client.sendInPieces(send, 90);
        assertThat(client.nextMessage()).contains("ü🙂".repeat(2000));
        client.sendText(send + "\n" + send);
        client.nextMessage();
        client.nextMessage();
        client.sendBinary(send);
        assertThat(client.nextMessage()).contains("ü🙂".repeat(2000));
        client.sendText(send.substring(0, 50));
        client.sendText(send.substring(50));
        client.nextMessage();
    }

    @Test
    void aFrameOf128KbIsTheLongest() {
        StompClient client = user("ada");
        client.subscribe("/user/queue/replies");
        String head = "SEND\ndestination:" + action("ada", "send_message") + "\n\n";
        String body = message("x", UUID.randomUUID());
        String longest = head + body + " ".repeat(128 * 1024 - 1 - head.length() - body.length());
        client.sendText(longest + "\0");
        assertThat(client.nextMessage()).contains("message_accepted");

        client.sendText(longest + " \0");
        assertThat(client.closeCode()).isEqualTo(1009);
    }

    @Test
    void aLongFrameOfManyBytesInFewCharactersIsTooLong() {
        StompClient client = user("ada");
        client.sendTo(
                action("ada", "send_message"), message("🙂".repeat(33_000), UUID.randomUUID()));
        assertThat(client.closeCode()).isEqualTo(1009);
    }

    @Test
    void aFrameOfManyMegabytesIsTooLong() {
        StompClient client = user("ada");
        client.sendBinary("SEND\n\n" + "x".repeat(8_000_000));
        assertThat(client.closeCode()).isEqualTo(1009);
    }

    @Test
    void aFrameOutOfTheBlueIsNotKept() {
        StompClient client = open("/ws", Map.of());
        client.sendText("SEND\n\n" + "x".repeat(200_000));
        assertThat(client.closeCode()).isEqualTo(1009);
    }

    private StompClient user(String name) {
        return keep(server.user(name));
    }

    private StompClient admin() {
        return keep(server.admin());
    }

    private StompClient open(String path, Map<String, String> headers) {
        return keep(StompClient.open(server.uri(path), headers));
    }

    private StompClient keep(StompClient client) {
        opened.add(client);
        return client;
    }

    private static String message(String content, UUID clientMessageId) {
        return "{\"content\": \"%s\", \"client_message_id\": \"%s\"}"
                .formatted(content, clientMessageId);
    }

    private static void assertThatHandshakeFails(
            int status, String path, Map<String, String> headers) {
        assertThatThrownBy(() -> StompClient.open(server.uri(path), headers))
                .cause()
                .asInstanceOf(type(WebSocketHandshakeException.class))
                .extracting(failure -> failure.getResponse().statusCode())
                .isEqualTo(status);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
