package chat.parley.web.fault;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.log.TestDatabase;
import chat.parley.web.AdminClient;
import chat.parley.web.StompClient;
import chat.parley.web.TestServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** Two servers on one database: whichever a client reaches, the chat is the same. */
class TwoNodesIT {

    private static final String ADMINS = "/topic/admin_support_notifications";

    private static TestServer first;
    private static TestServer second;

    private final String userId = "user-" + UUID.randomUUID();

    @BeforeAll
    static void start(@TempDir Path firstDataDir, @TempDir Path secondDataDir) {
        String database = TestDatabase.fresh().getJdbcUrl();
        first = TestServer.on(database, firstDataDir);
        second = TestServer.on(database, secondDataDir);
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
    }

    @Test
    void aMessageSentOnOneNodeIsPushedToTheSocketsOfTheOther() {
        ChatEnd user = ChatEnd.user(first.uri(), userId);
        UUID id = UUID.randomUUID();
        try (StompClient usersSocket = ChatEnd.user(second.uri(), userId).connect();
                StompClient adminsSocket = ChatEnd.admin(second.uri(), user.chatId()).connect()) {
            usersSocket.subscribe(user.topic());
            adminsSocket.subscribe(ADMINS);

            assertThat(user.send(id, "Is anybody there?").status()).isEqualTo(201);

            assertThat(usersSocket.nextMessage()).contains("new_message", id.toString());
            assertThat(adminsSocket.nextMessage()).contains("new_user_message", id.toString());
            assertThat(adminsSocket.nextMessage()).contains("chat_updated", "Is anybody there?");
        }
    }

    @Test
    void typingIsSeenOnTheOtherNode() {
        ChatEnd user = ChatEnd.user(first.uri(), userId);
        try (StompClient usersSocket = user.connect();
                StompClient adminsSocket = ChatEnd.admin(second.uri(), user.chatId()).connect()) {
            usersSocket.subscribe(user.topic());

            adminsSocket.sendTo(user.action("typing"), "{\"typing\": true}");

            JsonNode typing = ChatEnd.json(usersSocket.nextMessage());
            assertThat(typing.get("type").stringValue()).isEqualTo("typing");
            assertThat(typing.get("sender_type").stringValue()).isEqualTo("admin");
            assertThat(typing.get("typing").booleanValue()).isTrue();
        }
    }

    @Test
    void signingOutOnOneNodeClosesTheSocketsOnTheOther() {
        AdminClient admin = AdminClient.signedIn(first.uri());
        UUID chatId = ChatEnd.user(first.uri(), userId).chatId();
        try (StompClient socket = ChatEnd.admin(second.uri(), admin, chatId).connect()) {
            socket.subscribe(ADMINS);

            long began = System.nanoTime();
            admin.signOut();

            assertThat(socket.closeCode()).isPositive();
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void archivingRestoringOnTheOtherNodeAndArchivingAgainAreThreeEvents() {
        ChatEnd user = ChatEnd.user(first.uri(), userId);
        user.send(UUID.randomUUID(), "Thank you, that was all.");
        ChatEnd onFirst = ChatEnd.admin(first.uri(), user.chatId());
        ChatEnd onSecond = ChatEnd.admin(second.uri(), user.chatId());

        assertThat(onFirst.post("archive").status()).isEqualTo(204);
        assertThat(onSecond.post("unarchive").status()).isEqualTo(204);
        assertThat(onFirst.post("archive").status()).isEqualTo(204);

        assertThat(history(onSecond))
                .containsExactly(
                        "ChatStarted",
                        "MessageSent",
                        "ChatArchived",
                        "ChatRestored",
                        "ChatArchived");
        assertThat(onSecond.chat().json().get("archived").booleanValue()).isTrue();
    }

    @Test
    void fiftyFirstVisitsAtOnceOnBothNodesMakeOneChat() {
        Queue<UUID> chats = new ConcurrentLinkedQueue<>();
        try (ExecutorService visits = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 50)
                    .forEach(n -> {
                        URI node = n % 2 == 0 ? first.uri() : second.uri();
                        visits.submit(() -> chats.add(ChatEnd.user(node, userId).chatId()));
                    });
        }
        assertThat(chats).hasSize(50).containsOnly(chats.element());
        assertThat(history(ChatEnd.admin(first.uri(), chats.element())))
                .containsExactly("ChatStarted");
    }

    private static List<String> history(ChatEnd admin) {
        JsonNode entries = admin.get("/admin/chats/" + admin.chatId() + "/history").json();
        return StreamSupport.stream(entries.spliterator(), false)
                .map(entry -> entry.get("type").stringValue())
                .toList();
    }
}
