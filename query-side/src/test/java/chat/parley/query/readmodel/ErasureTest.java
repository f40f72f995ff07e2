package chat.parley.query.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Actor;
import chat.parley.api.ChatEvent.ChatErased;
import chat.parley.api.ChatEvent.ChatStarted;
import chat.parley.api.ChatEvent.MessageSent;
import chat.parley.api.ChatEvent.MessagesRead;
import chat.parley.api.ChatEvent.UserDetailsChanged;
import chat.parley.api.ChatId;
import chat.parley.api.ConversationView;
import chat.parley.api.HistoryEntry;
import chat.parley.api.InboxItem;
import chat.parley.api.MessagePage;
import chat.parley.api.MessageView;
import chat.parley.log.LogTail;
import chat.parley.log.PersonalParts;
import chat.parley.query.QueryNode;
import chat.parley.query.conversation.Conversations;
import chat.parley.query.conversation.PastConversations;
import chat.parley.query.history.History;
import chat.parley.query.inbox.Inbox;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A person who was forgotten, as the read models show it. */
class ErasureTest {

    private static final MessagePage EVERYTHING = MessagePage.newest(1_000);
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant ERASED = START.plusSeconds(60);

    private static QueryNode node;

    private final String marker = "marker" + UUID.randomUUID().toString().replace("-", "");
    private final ChatId chat = new ChatId(UUID.randomUUID());
    private final Actor user = Actor.user(chat, "Name " + marker, marker + "@example.com");
    private final Actor admin = Actor.admin(UUID.randomUUID(), "Mara", "mara@example.com");

    @BeforeAll
    static void start() {
        node = new QueryNode();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void nothingPersonalIsLeftInAnyTableOfAReadModel() {
        happened();
        assertThat(tablesWithMarker())
                .contains("conversation.chat", "conversation.message", "inbox.chat")
                .contains("inbox.message", "inbox.user_words");

        erase();

        assertThat(tablesWithMarker()).isEmpty();
        assertThat(node.get(Inbox.class).page(true, marker, null, 10).items()).isEmpty();
    }

    @Test
    void theChatIsShownAsErasedAndPutAway() {
        happened();
        erase();

        ConversationView shown = conversation();
        assertThat(shown.erasedAt()).isEqualTo(ERASED);
        assertThat(shown.archived()).isTrue();
        assertThat(shown.userId()).isNull();
        assertThat(shown.userName()).isNull();
        assertThat(shown.userEmail()).isNull();
        assertThat(shown.unreadByAdmins()).isZero();
        assertThat(shown.messages()).extracting(MessageView::content).containsOnlyNulls();
        assertThat(shown.messages()).extracting(MessageView::senderName).containsOnlyNulls();
        assertThat(shown.messages()).extracting(MessageView::erased).containsOnly(true);
        assertThat(shown.messages()).extracting(MessageView::sequence).containsExactly(1L, 2L);
        InboxItem item = item();
        assertThat(item.erased()).isTrue();
        assertThat(item.archived()).isTrue();
        assertThat(item.unread()).isFalse();
        assertThat(item.lastMessagePreview()).isNull();
        assertThat(item.messageCount()).isEqualTo(2);
    }

    @Test
    void theReadModelsAndAFoldOfTheLogSayTheSameBeforeAndAfterTheLogForgets() {
        happened();
        erase();
        PastConversations past = node.get(PastConversations.class);
        assertThat(past.find(chat, ERASED, EVERYTHING)).contains(conversation());

        forgetInTheLog();

        assertThat(past.find(chat, ERASED, EVERYTHING)).contains(conversation());
        assertThat(past.find(chat, ERASED.minusMillis(1), EVERYTHING))
                .hasValueSatisfying(before -> {
                    assertThat(before.erasedAt()).isNull();
                    assertThat(before.userName()).isNull();
                    assertThat(before.messages())
                            .allMatch(message ->
                                    message.content() == null
                                            && Boolean.TRUE.equals(message.erased()));
                });
    }

    @Test
    void aRebuildFromTheLogThatForgotShowsTheSame() {
        happened();
        erase();
        ConversationView shown = conversation();
        InboxItem item = item();
        forgetInTheLog();

        node.get(ReadModels.class).stop();
        new OfflineRebuild(
                        new ArrayList<>(node.getAll(Projection.class)),
                        node.database(),
                        node.get(LogTail.class))
                .run((_, _, _) -> {});
        node.get(ReadModels.class).start();
        catchUp();

        assertThat(conversation()).isEqualTo(shown);
        assertThat(item()).isEqualTo(item);
        assertThat(tablesWithMarker()).isEmpty();
    }

    @Test
    void whoComesBackInTheSameMomentHasAnotherChat() {
        ChatId next = new ChatId(UUID.randomUUID());
        happened();
        node.get(ReadModels.class).stop();
        node.append(new ChatErased(chat, admin, ERASED));
        node.append(
                new ChatStarted(
                        next,
                        Actor.user(next, "Ada", null),
                        ERASED,
                        "host-" + marker,
                        "Ada",
                        null,
                        ERASED));
        node.get(ReadModels.class).start();
        catchUp();

        assertThat(conversation().userId()).isNull();
        assertThat(node.get(Conversations.class).find(next, EVERYTHING))
                .hasValueSatisfying(view -> assertThat(view.userId()).isEqualTo("host-" + marker));
    }

    @Test
    void theHistorySaysThatAndByWhomButNotWhat() {
        happened();
        erase();
        forgetInTheLog();

        List<HistoryEntry> history = node.get(History.class).of(chat).orElseThrow().toList();
        assertThat(history.toString()).doesNotContain(marker);
        assertThat(history.getLast())
                .satisfies(last -> {
                    assertThat(last.type()).isEqualTo("ChatErased");
                    assertThat(last.summary()).isEqualTo("Person erased");
                    assertThat(last.at()).isEqualTo(ERASED);
                    assertThat(last.actor().email()).isEqualTo("mara@example.com");
                });
    }

    private void happened() {
        node.append(
                new ChatStarted(
                        chat, user, START, "host-" + marker, user.name(), user.email(), START));
        node.append(
                sent(1, user),
                new UserDetailsChanged(chat, user, START, "Other " + marker, user.email(), START));
        node.append(sent(2, admin), new MessagesRead(chat, user, START, 2));
        catchUp();
    }

    private MessageSent sent(long sequence, Actor by) {
        return new MessageSent(
                chat,
                by,
                START.plusSeconds(sequence),
                UUID.randomUUID(),
                sequence,
                "Content " + marker,
                UUID.randomUUID(),
                false);
    }

    private void erase() {
        node.append(new ChatErased(chat, admin, ERASED));
        catchUp();
    }

    private void forgetInTheLog() {
        long last = node.log().lastSequence(chat.toString()).orElseThrow();
        node.get(PersonalParts.class).erase(chat.toString(), last);
    }

    private List<String> tablesWithMarker() {
        JdbcTemplate jdbc = new JdbcTemplate(node.database());
        return jdbc
                .queryForList(
                        "SELECT schemaname || '.' || tablename FROM pg_tables"
                                + " WHERE schemaname IN ('conversation', 'inbox')",
                        String.class)
                .stream()
                .filter(table ->
                        Boolean.TRUE.equals(
                                jdbc.queryForObject(
                                        "SELECT EXISTS (SELECT FROM %s AS r WHERE r::text LIKE ?)"
                                                .formatted(table),
                                        Boolean.class,
                                        "%" + marker + "%")))
                .toList();
    }

    private ConversationView conversation() {
        return node.get(Conversations.class).find(chat, EVERYTHING).orElseThrow();
    }

    private InboxItem item() {
        return node.get(Inbox.class).items(List.of(chat.value())).getFirst();
    }

    private static void catchUp() {
        node.get(ReadModels.class).awaitNewest("conversation");
        node.get(ReadModels.class).awaitNewest("inbox");
    }
}
