package chat.parley.query.readmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.api.Actor;
import chat.parley.api.ChatEvent.ChatStarted;
import chat.parley.api.ChatEvent.ChatViewed;
import chat.parley.api.ChatEvent.MessageSent;
import chat.parley.api.ChatId;
import chat.parley.api.ConversationView;
import chat.parley.api.MessagePage;
import chat.parley.api.MessageView;
import chat.parley.api.ParkedChat;
import chat.parley.log.ParkedStreams.Retried;
import chat.parley.query.QueryNode;
import chat.parley.query.conversation.Conversations;
import chat.parley.query.conversation.PastConversations;
import chat.parley.query.inbox.Inbox;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

class ParkedChatsTest {

    private static final Instant AT = Instant.parse("2026-11-22T10:15:30.123Z");
    private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");
    private static final MessagePage EVERYTHING = MessagePage.newest(1_000);

    private static QueryNode node;
    private static JdbcTemplate jdbc;

    private final ChatId chat = new ChatId(UUID.randomUUID());
    private final Actor user = Actor.user(chat, "Ada", "ada@example.com");
    private final Actor admin = Actor.admin(UUID.randomUUID(), "Grace", "grace@example.com");
    private long messages;

    @BeforeAll
    static void start() {
        node = new QueryNode();
        jdbc = new JdbcTemplate(node.database());
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void poison() {
        jdbc.execute(
                "alter table conversation.message"
                        + " add constraint no_poison check (content not like '%poison%') not valid");
    }

    @AfterEach
    void cure() {
        jdbc.execute("alter table conversation.message drop constraint if exists no_poison");
        jdbc.execute("alter table inbox.chat drop constraint if exists few_messages");
        jdbc.update("delete from parked_stream");
    }

    @Test
    void aPoisonedChatIsListedWithItsReasonAndNothingOfItsContent() {
        somethingGoesWrong();

        ParkedChat parked = only("conversation");
        assertThat(parked.chatId()).isEqualTo(chat.value());
        assertThat(parked.fromSequence()).isEqualTo(2);
        assertThat(parked.reason()).contains("23514", "no_poison").doesNotContain("A poison");
        assertThat(parked.parkedAt()).isBeforeOrEqualTo(Instant.now());
        assertThat(node.get(ParkedChats.class).of("inbox")).isEmpty();
    }

    @Test
    void whatWasParkedIsNotedToBeRecorded() {
        somethingGoesWrong();

        assertThat(
                        jdbc.queryForMap(
                                "select follower, from_sequence, reason from parking_to_record"
                                        + " where stream = ?",
                                chat.toString()))
                .containsEntry("follower", "conversation")
                .containsEntry("from_sequence", 2L)
                .containsEntry("reason", only("conversation").reason());
    }

    @Test
    void aRetryProjectsTheChatAnewFromTheLog() {
        somethingGoesWrong();
        assertThat(conversation().messages())
                .extracting(MessageView::content)
                .containsExactly("Hi");
        jdbc.execute("alter table conversation.message drop constraint no_poison");

        assertThat(retry("conversation")).isEqualTo(Retried.HANDLED);

        assertThat(conversation()).isEqualTo(folded());
        assertThat(conversation().messages()).hasSize(3);
        assertThat(node.get(ParkedChats.class).of("conversation")).isEmpty();
    }

    @Test
    void afterARetryTheChatGoesOn() {
        somethingGoesWrong();
        jdbc.execute("alter table conversation.message drop constraint no_poison");
        retry("conversation");

        says("One more");

        assertThat(conversation()).isEqualTo(folded());
        assertThat(conversation().messages()).hasSize(4);
    }

    @Test
    void aRetryThatFailsAgainLeavesTheChatAsItWasWithTheNewReason() {
        somethingGoesWrong();
        jdbc.execute(
                "alter table conversation.message rename constraint no_poison to still_no_poison");
        try {
            assertThat(retry("conversation")).isEqualTo(Retried.STILL_PARKED);

            assertThat(only("conversation").reason()).contains("still_no_poison");
            assertThat(conversation().messages())
                    .extracting(MessageView::content)
                    .containsExactly("Hi");
        } finally {
            jdbc.execute("alter table conversation.message drop constraint still_no_poison");
        }
    }

    @Test
    void theInboxForgetsAndLearnsAParkedChatToo() {
        jdbc.execute(
                "alter table inbox.chat"
                        + " add constraint few_messages check (message_count < 2) not valid");
        starts();
        says("Hi");
        says("Anybody?");
        viewed(1);
        assertThat(only("inbox").chatId()).isEqualTo(chat.value());
        jdbc.execute("alter table inbox.chat drop constraint few_messages");

        assertThat(retry("inbox")).isEqualTo(Retried.HANDLED);

        assertThat(node.get(Inbox.class).items(Set.of(chat.value())))
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.messageCount()).isEqualTo(2);
                    assertThat(item.unreadCount()).isEqualTo(1);
                });
        assertThat(node.get(Inbox.class).page(false, "anybody", null, 100).items())
                .extracting(item -> item.id())
                .contains(chat.value());
    }

    @Test
    void onlyWhatIsParkedIsTriedAgain() {
        starts();

        assertThat(retry("conversation")).isEqualTo(Retried.NOT_PARKED);
        assertThatThrownBy(() -> retry("no-such-model"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void somethingGoesWrong() {
        starts();
        says("Hi");
        says("A poison");
        says("After it");
    }

    private void starts() {
        node.append(new ChatStarted(chat, user, AT, "host-" + chat, "Ada", "ada@example.com", AT));
    }

    private void says(String content) {
        node.append(
                new MessageSent(
                        chat,
                        user,
                        AT.plusSeconds(++messages),
                        UUID.randomUUID(),
                        messages,
                        content,
                        UUID.randomUUID(),
                        false));
        catchUp();
    }

    private void viewed(long upTo) {
        node.append(new ChatViewed(chat, admin, AT.plusSeconds(messages + 1), upTo));
        catchUp();
    }

    private static void catchUp() {
        node.get(ReadModels.class).awaitNewest("conversation");
        node.get(ReadModels.class).awaitNewest("inbox");
    }

    private Retried retry(String readModel) {
        return node.get(ParkedChats.class).retry(readModel, chat);
    }

    private static ParkedChat only(String readModel) {
        assertThat(node.get(ParkedChats.class).of(readModel)).hasSize(1);
        return node.get(ParkedChats.class).of(readModel).getFirst();
    }

    private ConversationView conversation() {
        return node.get(Conversations.class).find(chat, EVERYTHING).orElseThrow();
    }

    private ConversationView folded() {
        return node.get(PastConversations.class).find(chat, END, EVERYTHING).orElseThrow();
    }
}
