package chat.parley.command.replyemail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Actor;
import chat.parley.api.ChatCommand.Archive;
import chat.parley.api.ChatCommand.EraseChat;
import chat.parley.api.ChatCommand.MarkRead;
import chat.parley.api.ChatCommand.SendMessage;
import chat.parley.api.ChatCommand.StartChat;
import chat.parley.api.ChatEvent;
import chat.parley.api.ChatEvent.MessageSent;
import chat.parley.api.ChatEvent.ReplyEmailAttempted;
import chat.parley.api.ChatEvent.ReplyEmailFailed;
import chat.parley.api.ChatEvent.ReplyEmailRequested;
import chat.parley.api.ChatEvent.ReplyEmailSent;
import chat.parley.api.ChatEvent.ReplyEmailSkipped;
import chat.parley.api.ChatEvent.ReplyEmailUnknown;
import chat.parley.api.ChatId;
import chat.parley.command.CommandNode;
import chat.parley.log.LoggedEvent;
import chat.parley.log.TestDatabase;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.zaxxer.hikari.HikariDataSource;

import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

class WhenReplyStaysUnreadThenEmailUserTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Actor ADMIN = Actor.admin(UUID.randomUUID(), "Mara", "mara@example.com");

    private final ChatId chat = new ChatId(UUID.randomUUID());
    private final GreenMail smtp =
            new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private HikariDataSource database;

    @BeforeEach
    void startSmtp() {
        smtp.start();
        database = TestDatabase.fresh();
    }

    @AfterEach
    void stopSmtp() {
        smtp.stop();
        database.close();
    }

    @Test
    void anUnreadReplyIsMailedOnceWithPreviewsNameAndLink() throws Exception {
        try (CommandNode node = mailing(smtp.getSmtp().getPort())) {
            start(node, "ada@example.com");
            reply(node, "x".repeat(250));
            reply(node, "<b>Second</b>");
            await().until(() -> happened(node, ReplyEmailSent.class));

            MimeMessage[] mails = smtp.getReceivedMessages();
            assertThat(mails).hasSize(1);
            assertThat(mails[0].getAllRecipients()[0]).hasToString("ada@example.com");
            assertThat(mails[0].getMessageID())
                    .isEqualTo("<reply-" + chat + "-1@chat.example.com>");
            assertThat(mails[0].getSubject()).isEqualTo("2 new messages from Mara");
            for (String part : List.of(part(mails[0], "text/plain"), part(mails[0], "text/html"))) {
                assertThat(part)
                        .contains("Ada", "x".repeat(199) + "…", "https://chat.example.com")
                        .doesNotContain("x".repeat(200));
            }
            assertThat(part(mails[0], "text/html")).contains("&lt;b&gt;Second&lt;/b&gt;");
            assertThat(types(node))
                    .containsExactly(
                            ReplyEmailRequested.class,
                            ReplyEmailAttempted.class,
                            ReplyEmailSent.class);
        }
    }

    @Test
    void aReadReplyIsNotMailed() {
        try (CommandNode node = mailing(smtp.getSmtp().getPort())) {
            start(node, "ada@example.com");
            reply(node, "Hello");
            node.chats().send(new MarkRead(chat, user("ada@example.com"), now(), null));
            Instant later = Instant.now().plusSeconds(2);

            await().until(() -> Instant.now().isAfter(later));
            assertThat(types(node)).isEmpty();
            assertThat(smtp.getReceivedMessages()).isEmpty();
        }
    }

    @Test
    void anArchivedChatIsNotMailedAndTheHistorySaysWhy() {
        try (CommandNode node = mailing(smtp.getSmtp().getPort())) {
            start(node, "ada@example.com");
            reply(node, "Hello");
            node.chats().send(new Archive(chat, ADMIN, now()));

            await().until(() -> happened(node, ReplyEmailSkipped.class));
            assertThat(smtp.getReceivedMessages()).isEmpty();
        }
    }

    @Test
    void whoWasErasedIsNotMailedAndTheDeadlineEnds() {
        try (CommandNode node = mailing(smtp.getSmtp().getPort(), Duration.ofSeconds(2))) {
            start(node, "ada@example.com");
            reply(node, "Hello");
            await().until(() -> count("SELECT count(*) FROM scheduled_tasks") == 1);
            node.chats().send(new EraseChat(chat, ADMIN, now(), "ada@example.com"));

            await().until(() -> count("SELECT count(*) FROM scheduled_tasks") == 0);
            assertThat(types(node)).isEmpty();
            assertThat(smtp.getReceivedMessages()).isEmpty();
        }
    }

    @Test
    void aDeadlineOutlivesTheNodeThatSetIt() {
        try (CommandNode node = mailing(smtp.getSmtp().getPort(), Duration.ofSeconds(2))) {
            start(node, "ada@example.com");
            reply(node, "Hello");
            await().until(() -> count("select count(*) from scheduled_tasks") == 1);
        }
        assertThat(smtp.getReceivedMessages()).isEmpty();

        try (CommandNode node = mailing(smtp.getSmtp().getPort(), Duration.ofSeconds(2))) {
            await().until(() -> happened(node, ReplyEmailSent.class));
            assertThat(smtp.getReceivedMessages()).hasSize(1);
        }
    }

    @Test
    void aMailServerThatIsAwayIsTriedAgain() {
        int port = smtp.getSmtp().getPort();
        smtp.stop();
        try (CommandNode node = mailing(port)) {
            start(node, "ada@example.com");
            reply(node, "Hello");
            await().until(() -> happened(node, ReplyEmailFailed.class));

            GreenMail back =
                    new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
            back.start();
            try {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> happened(node, ReplyEmailSent.class));
                assertThat(back.getReceivedMessages()).hasSize(1);
            } finally {
                back.stop();
            }
        }
    }

    @Test
    void anAttemptWhoseAnswerNeverCameIsUnknownAndNotRepeated() throws Exception {
        try (MuteMailServer mute = new MuteMailServer();
                CommandNode node = mailing(mute.port())) {
            start(node, "ada@example.com");
            reply(node, "Hello");

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> happened(node, ReplyEmailUnknown.class));
            await().until(() -> count("select count(*) from scheduled_tasks") == 0);
            assertThat(mute.mails()).isOne();
            assertThat(types(node))
                    .containsExactly(
                            ReplyEmailRequested.class,
                            ReplyEmailAttempted.class,
                            ReplyEmailUnknown.class);
        }
    }

    @Test
    void withoutAMailServerNothingIsRequested() {
        try (CommandNode node = CommandNode.on(database)) {
            start(node, "ada@example.com");
            reply(node, "Hello");
            long head = node.log().head();

            await().until(() ->
                    count("select position from log_follower where name = 'reply-email'") == head);
            assertThat(count("select count(*) from scheduled_tasks")).isZero();
        }
    }

    /** The text of the first part of this type, at whatever depth. */
    private static String part(Part part, String type) throws Exception {
        if (part.isMimeType(type)) {
            return part.getContent().toString();
        }
        String found = "";
        if (part.getContent() instanceof Multipart parts) {
            for (int n = 0; n < parts.getCount() && found.isEmpty(); n++) {
                found = part(parts.getBodyPart(n), type);
            }
        }
        return found;
    }

    private CommandNode mailing(int port) {
        return mailing(port, SHORT);
    }

    private CommandNode mailing(int port, Duration delay) {
        return CommandNode.mailing(database, delay, port);
    }

    private Actor user(@Nullable String email) {
        return Actor.user(chat, "Ada", email);
    }

    private void start(CommandNode node, @Nullable String email) {
        node.chats().send(new StartChat(chat, user(email), now(), "host-ada", "Ada", email, now()));
    }

    private MessageSent reply(CommandNode node, String content) {
        return node.chats()
                .send(new SendMessage(chat, ADMIN, now(), content, UUID.randomUUID()))
                .message();
    }

    private boolean happened(CommandNode node, Class<? extends ChatEvent> type) {
        return types(node).contains(type);
    }

    private List<Class<?>> types(CommandNode node) {
        return node.log().readStream(chat, 0).stream()
                .map(LoggedEvent::event)
                .<Class<?>>map(Object::getClass)
                .filter(type -> type.getSimpleName().startsWith("ReplyEmail"))
                .toList();
    }

    private long count(String sql) {
        Long count = new JdbcTemplate(database).queryForObject(sql, Long.class);
        return count == null ? 0 : count;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Takes a whole mail and breaks off without a word, as a mail server does that crashes. */
    private static final class MuteMailServer implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0);
        private volatile int mails;

        MuteMailServer() throws IOException {
            Thread.ofVirtual().start(this::serve);
        }

        int port() {
            return socket.getLocalPort();
        }

        int mails() {
            return mails;
        }

        private void serve() {
            while (!socket.isClosed()) {
                try (Socket client = socket.accept();
                        var lines =
                                new BufferedReader(
                                        new InputStreamReader(
                                                client.getInputStream(), StandardCharsets.UTF_8));
                        var out = client.getOutputStream()) {
                    out.write("220 mute\r\n".getBytes(StandardCharsets.UTF_8));
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        if (line.equals("DATA")) {
                            out.write("354 go on\r\n".getBytes(StandardCharsets.UTF_8));
                            while (!".".equals(lines.readLine())) {
                                // The mail is of no interest here.
                            }
                            mails++;
                            break;
                        }
                        out.write("250 ok\r\n".getBytes(StandardCharsets.UTF_8));
                    }
                } catch (IOException gone) {
                    // The next one, or the end of the test.
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
