package chat.parley.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import chat.parley.api.ChatId;
import chat.parley.api.ConversationView;
import chat.parley.api.HistoryEntry;
import chat.parley.api.InboxItem;
import chat.parley.api.MessagePage;
import chat.parley.api.MessageView;
import chat.parley.log.FirstReleaseLog;
import chat.parley.log.LogTail;
import chat.parley.query.conversation.Conversations;
import chat.parley.query.conversation.PastConversations;
import chat.parley.query.history.History;
import chat.parley.query.inbox.Inbox;
import chat.parley.query.readmodel.OfflineRebuild;
import chat.parley.query.readmodel.Projection;
import chat.parley.query.readmodel.ReadModels;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A log that the first release wrote gives the read models that it gave then. */
class FirstReleaseReadModelsTest {

    private static QueryNode node;

    @BeforeAll
    static void replay() {
        node = new QueryNode();
        node.get(ReadModels.class).stop();
        FirstReleaseLog.loadInto(node.database());
        node.get(ReadModels.class).start();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theConversationsAreThere(boolean rebuilt) {
        catchUp(rebuilt);
        ConversationView ada = conversation(FirstReleaseLog.ADA);
        assertThat(ada.userId()).isEqualTo("ada");
        assertThat(ada.userName()).isEqualTo("Ada King");
        assertThat(ada.userEmail()).isEqualTo("ada.king@example.com");
        assertThat(ada.archived()).isFalse();
        assertThat(ada.createdAt()).isEqualTo("2026-11-22T10:01:00.123Z");
        assertThat(ada.messages())
                .extracting(
                        MessageView::sequence,
                        MessageView::senderType,
                        MessageView::senderName,
                        MessageView::content,
                        MessageView::createdAt,
                        MessageView::readAt)
                .containsExactly(
                        tuple(
                                1L,
                                "user",
                                "Ada Lovelace",
                                "Where is my order? 📦 It should be here \"by now\".",
                                at("10:01:05"),
                                at("10:01:25")),
                        tuple(
                                2L,
                                "admin",
                                "Mara Keller",
                                "On its way:\nhttps://example.com/track?id=7",
                                at("10:01:55"),
                                at("10:17:07")),
                        tuple(
                                3L,
                                "user",
                                "Ada King",
                                "Thank you! One more thing: Größe 42?",
                                at("11:19:07"),
                                null));
        assertThat(ada.unreadByUser()).isZero();
        assertThat(ada.unreadByAdmins()).isOne();

        ConversationView erased = conversation(FirstReleaseLog.ERASED);
        assertThat(erased.userId()).isNull();
        assertThat(erased.userName()).isNull();
        assertThat(erased.userEmail()).isNull();
        assertThat(erased.archived()).isTrue();
        assertThat(erased.messages())
                .extracting(MessageView::sequence, MessageView::senderType, MessageView::content)
                .containsExactly(
                        tuple(1L, "user", null),
                        tuple(2L, "admin", null),
                        tuple(3L, "admin", null));
        assertThat(erased.unreadByUser()).isOne();
    }

    @Test
    void theListsAreThere() {
        catchUp(false);

        assertThat(inbox(false)).containsExactly(FirstReleaseLog.ADA.value());
        assertThat(inbox(true)).containsExactly(FirstReleaseLog.ERASED.value());
    }

    @Test
    void theWayThereIsThere() {
        catchUp(false);
        FoldedConversations fold = new FoldedConversations(node.log());

        for (ChatId chat : List.of(FirstReleaseLog.ADA, FirstReleaseLog.ERASED)) {
            node.log()
                    .readStream(chat, 0)
                    .forEach(logged ->
                            assertThat(
                                            node.get(PastConversations.class)
                                                    .find(chat, logged.at(), everything()))
                                    .isEqualTo(fold.find(chat, logged.at(), everything())));
        }
    }

    @Test
    void theHistoryIsTold() {
        assertThat(node.get(History.class).of(FirstReleaseLog.ADA).orElseThrow())
                .extracting(HistoryEntry::summary)
                .containsExactly(
                        "Chat started",
                        "Message 1 sent by the user",
                        "Support viewed the messages up to 1",
                        "Message 2 sent by support",
                        "E-mail requested for the unread messages 2 to 2",
                        "Handing the e-mail to the mail server, attempt 1",
                        "E-mail not taken by the mail server; it will be tried again",
                        "Handing the e-mail to the mail server, attempt 2",
                        "E-mail sent",
                        "User read the messages up to 2",
                        "User details changed",
                        "Chat archived",
                        "Chat restored by a new message",
                        "Message 3 sent by the user");
    }

    private static void catchUp(boolean rebuilt) {
        ReadModels models = node.get(ReadModels.class);
        if (rebuilt) {
            models.stop();
            new OfflineRebuild(
                            new ArrayList<>(node.getAll(Projection.class)),
                            node.database(),
                            node.get(LogTail.class))
                    .run((model, position, head) -> {});
            models.start();
        }
        models.awaitNewest("conversation");
        models.awaitNewest("inbox");
    }

    private static ConversationView conversation(ChatId chat) {
        return node.get(Conversations.class).find(chat, everything()).orElseThrow();
    }

    private static List<Object> inbox(boolean archived) {
        return node.get(Inbox.class).page(archived, null, null, 100).items().stream()
                .map(InboxItem::id)
                .map(Object.class::cast)
                .toList();
    }

    private static MessagePage everything() {
        return MessagePage.newest(100);
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-22T" + time + ".123Z");
    }
}
