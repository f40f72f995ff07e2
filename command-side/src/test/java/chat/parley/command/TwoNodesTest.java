package chat.parley.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.api.Actor;
import chat.parley.api.ChatCommand.Archive;
import chat.parley.api.ChatCommand.MarkRead;
import chat.parley.api.ChatCommand.Restore;
import chat.parley.api.ChatCommand.SendMessage;
import chat.parley.api.ChatCommand.StartChat;
import chat.parley.api.ChatEvent.ChatArchived;
import chat.parley.api.ChatEvent.ChatRestored;
import chat.parley.api.ChatEvent.ChatStarted;
import chat.parley.api.ChatEvent.MessageSent;
import chat.parley.api.ChatId;
import chat.parley.api.Refusal;
import chat.parley.command.chat.ChatGateway;
import chat.parley.log.LoggedEvent;
import chat.parley.log.TestDatabase;

import com.zaxxer.hikari.HikariDataSource;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

class TwoNodesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Actor ADMIN = Actor.admin(UUID.randomUUID(), "Mara", "mara@example.com");

    private static HikariDataSource database;
    private static HikariDataSource otherPool;
    private static CommandNode here;
    private static CommandNode there;

    private ChatId chat;
    private Actor user;

    @BeforeAll
    static void startTwoNodes() {
        database = TestDatabase.fresh();
        otherPool = TestDatabase.another(database);
        here = CommandNode.on(database);
        there = CommandNode.on(otherPool);
    }

    @AfterAll
    static void stop() {
        here.close();
        there.close();
        otherPool.close();
        database.close();
    }

    @BeforeEach
    void aChat() {
        chat = new ChatId(UUID.randomUUID());
        user = Actor.user(chat, "Ada", null);
        here.chats().send(start());
    }

    @Test
    void whatAnotherNodeDidIsNeverOverlooked() {
        here.chats().send(new Archive(chat, ADMIN, NOW));
        there.chats().send(new Restore(chat, ADMIN, NOW));
        here.chats().send(new Archive(chat, ADMIN, NOW));

        assertThat(events())
                .<Class<?>>extracting(logged -> logged.event().getClass())
                .containsExactly(
                        ChatStarted.class,
                        ChatArchived.class,
                        ChatRestored.class,
                        ChatArchived.class);
    }

    @Test
    void aRefusalIsNotDecidedOnAStateThatIsBehind() {
        here.chats().send(message(user, "one"));
        there.chats().send(message(user, "two"));

        assertThat(here.chats().send(new MarkRead(chat, user, NOW, 2L)).marked()).isZero();
        assertThatThrownBy(() -> here.chats().send(new MarkRead(chat, user, NOW, 3L)))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.reason())
                                        .isEqualTo(Refusal.Reason.INVALID_SEQUENCE));
    }

    @Test
    void fiftyFirstVisitsAtOnceMakeOneChat() throws Exception {
        chat = new ChatId(UUID.randomUUID());
        user = Actor.user(chat, "Bob", null);

        atOnce(50, n -> (n % 2 == 0 ? here : there).chats().send(start()));

        assertThat(events())
                .singleElement()
                .extracting(LoggedEvent::event)
                .isInstanceOf(ChatStarted.class);
    }

    @Test
    void messagesFromTwoNodesAtOnceAreCountedWithoutGaps() throws Exception {
        atOnce(
                40,
                n ->
                        (n % 2 == 0 ? here : there)
                                .chats()
                                .send(message(n % 3 == 0 ? ADMIN : user, "message " + n)));

        assertThat(messages())
                .extracting(MessageSent::sequence)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 40).mapToObj(Long::valueOf).toList());
    }

    @Test
    void aConflictOnTheFirstOfTenSendsKeepsTheirOrder() {
        here.chats().send(message(user, "before"));
        there.chats().send(message(ADMIN, "a conflict for the next one"));

        IntStream.rangeClosed(1, 10).forEach(n -> here.chats().send(message(user, "send " + n)));

        assertThat(messages())
                .extracting(MessageSent::content)
                .endsWith(
                        IntStream.rangeClosed(1, 10)
                                .mapToObj(n -> "send " + n)
                                .toArray(String[]::new))
                .hasSize(12);
    }

    @Test
    void aRepeatIsAnsweredWithWhatIsStoredWhicheverNodeIsAsked() {
        SendMessage message = message(user, "once");

        ChatGateway.Sent first = here.chats().send(message);
        ChatGateway.Sent again = there.chats().send(message);

        assertThat(first.repeated()).isFalse();
        assertThat(again.repeated()).isTrue();
        assertThat(again.message()).isEqualTo(first.message());
        assertThat(messages()).hasSize(1);
    }

    @Test
    void aClientMessageIdStandsForOneMessageOfOneSender() {
        SendMessage message = message(user, "once");
        here.chats().send(message);

        assertTaken(new SendMessage(chat, user, NOW, "other", message.clientMessageId()));
        assertTaken(new SendMessage(chat, ADMIN, NOW, "once", message.clientMessageId()));
        assertThat(messages()).hasSize(1);
    }

    @Test
    void aRepeatOnAnArchivedChatDoesNotRestoreIt() {
        SendMessage message = message(user, "once");
        here.chats().send(message);
        here.chats().send(new Archive(chat, ADMIN, NOW));

        assertThat(here.chats().send(message).repeated()).isTrue();
        assertThat(events().getLast().event()).isInstanceOf(ChatArchived.class);
    }

    @Test
    void aCommandToAChatThatNeverBeganIsRefused() {
        ChatId nobody = new ChatId(UUID.randomUUID());

        assertThatThrownBy(() -> here.chats().send(new Archive(nobody, ADMIN, NOW)))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.reason())
                                        .isEqualTo(Refusal.Reason.NO_SUCH_CHAT));
        assertThat(here.log().readStream(nobody, 0)).isEmpty();
    }

    private void assertTaken(SendMessage command) {
        assertThatThrownBy(() -> there.chats().send(command))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.reason())
                                        .isEqualTo(Refusal.Reason.CLIENT_MESSAGE_ID_TAKEN));
    }

    private StartChat start() {
        return new StartChat(chat, user, NOW, "host-" + chat, user.name(), null, NOW);
    }

    private SendMessage message(Actor by, String content) {
        return new SendMessage(chat, by, NOW, content, UUID.randomUUID());
    }

    private List<LoggedEvent> events() {
        return here.log().readStream(chat, 0);
    }

    private List<MessageSent> messages() {
        return events().stream()
                .map(LoggedEvent::event)
                .filter(MessageSent.class::isInstance)
                .map(MessageSent.class::cast)
                .toList();
    }

    private interface Numbered {
        Object call(int n);
    }

    private static void atOnce(int times, Numbered work) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Object>> calls = new ArrayList<>();
            for (int n = 0; n < times; n++) {
                int number = n;
                calls.add(() -> String.valueOf(work.call(number)));
            }
            for (Future<Object> call : threads.invokeAll(calls)) {
                call.get();
            }
        }
    }
}
