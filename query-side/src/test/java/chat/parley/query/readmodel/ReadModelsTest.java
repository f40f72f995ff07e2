package chat.parley.query.readmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.api.ChatEvent;
import chat.parley.api.ChatId;
import chat.parley.api.ConversationView;
import chat.parley.api.InboxItem;
import chat.parley.api.MessagePage;
import chat.parley.api.MessageView;
import chat.parley.log.LogTail;
import chat.parley.query.FoldedConversations;
import chat.parley.query.QueryNode;
import chat.parley.query.RandomChats;
import chat.parley.query.conversation.Conversations;
import chat.parley.query.inbox.Inbox;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

class ReadModelsTest {

    private static final MessagePage EVERYTHING = MessagePage.newest(10_000);
    private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");

    private static QueryNode node;

    @BeforeAll
    static void start() {
        node = new QueryNode();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theConversationIsWhatAFoldOfTheLogSays(long seed) {
        RandomChats chats = happened(seed, 400);

        for (ChatId chat : chats.chats()) {
            ConversationView shown = conversation(chat);
            ConversationView folded =
                    new FoldedConversations(node.log()).find(chat, END, EVERYTHING).orElseThrow();
            assertThat(shown).isEqualTo(folded);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void theInboxIsWhatTheConversationsSay(long seed) {
        RandomChats chats = happened(seed, 400);

        List<InboxItem> listed = inbox(false);
        listed.addAll(inbox(true));
        for (ChatId chat : chats.chats()) {
            ConversationView shown = conversation(chat);
            InboxItem item =
                    listed.stream()
                            .filter(each -> each.id().equals(chat.value()))
                            .findFirst()
                            .orElseThrow();
            MessageView last = shown.messages().getLast();
            assertThat(item)
                    .isEqualTo(
                            new InboxItem(
                                    chat.value(),
                                    shown.userId(),
                                    shown.userEmail(),
                                    shown.userName(),
                                    last.createdAt(),
                                    last.content(),
                                    last.senderType(),
                                    shown.messages().size(),
                                    shown.unreadByAdmins() > 0,
                                    shown.unreadByAdmins(),
                                    shown.archived(),
                                    shown.erasedAt() == null ? null : true));
        }
    }

    @Test
    void aRebuildFromTheFirstEventShowsTheSame() {
        RandomChats chats = happened(21, 300);
        List<ConversationView> before =
                chats.chats().stream().map(ReadModelsTest::conversation).toList();
        List<InboxItem> inboxBefore = inbox(false);

        List<String> progress = new ArrayList<>();
        node.get(ReadModels.class).stop();
        new OfflineRebuild(new ArrayList<>(projections()), node.database(), node.get(LogTail.class))
                .run((model, position, head) -> progress.add(model + " " + (position == head)));
        node.get(ReadModels.class).start();
        catchUp();

        assertThat(progress).contains("conversation true", "inbox true");
        assertThat(chats.chats().stream().map(ReadModelsTest::conversation).toList())
                .isEqualTo(before);
        assertThat(inbox(false)).isEqualTo(inboxBefore);
    }

    @Test
    void pagesOfAConversationMeetWithoutGapOrRepeat() {
        ChatId chat = happened(31, 600).chats().getFirst();
        List<MessageView> all = conversation(chat).messages();

        List<MessageView> backward = new ArrayList<>();
        MessagePage page = MessagePage.newest(7);
        ConversationView view;
        do {
            view = node.get(Conversations.class).find(chat, page).orElseThrow();
            backward.addAll(0, view.messages());
            page = new MessagePage(view.messages().getFirst().sequence(), null, 7);
        } while (view.hasMore());

        List<MessageView> forward = new ArrayList<>();
        do {
            view =
                    node.get(Conversations.class)
                            .find(chat, new MessagePage(null, (long) forward.size(), 7))
                            .orElseThrow();
            forward.addAll(view.messages());
        } while (view.hasMore());

        assertThat(backward).isEqualTo(all);
        assertThat(forward).isEqualTo(all);
    }

    @Test
    void pagesOfTheInboxMeetWithoutGapOrRepeat() {
        happened(41, 900);
        List<InboxItem> all = inbox(false);

        List<UUID> paged = new ArrayList<>();
        Inbox.Place place = null;
        do {
            Inbox.Page page = node.get(Inbox.class).page(false, null, place, 2);
            page.items().forEach(item -> paged.add(item.id()));
            place = page.next();
        } while (place != null);

        assertThat(paged).isEqualTo(all.stream().map(InboxItem::id).toList());
        assertThat(all)
                .isSortedAccordingTo((a, b) -> b.lastMessageAt().compareTo(a.lastMessageAt()));
    }

    @Test
    void aReadModelThatIsHeldUpSaysSoInsteadOfAnsweringOldNews() {
        ReadModels models = node.get(ReadModels.class);
        models.stop();
        try {
            RandomChats chats = new RandomChats(51, 1);
            node.append(chats.next());
            assertThatThrownBy(() -> models.awaitNewest("inbox"))
                    .isInstanceOf(ReadModelBehind.class);
        } finally {
            models.start();
        }
        models.awaitNewest("inbox");
    }

    private static List<Projection> projections() {
        return List.copyOf(node.getAll(Projection.class));
    }

    private static RandomChats happened(long seed, int events) {
        RandomChats chats = new RandomChats(seed, 4);
        for (int n = 0; n < events; n++) {
            ChatEvent event = chats.next();
            node.append(event);
        }
        catchUp();
        return chats;
    }

    private static void catchUp() {
        node.get(ReadModels.class).awaitNewest("conversation");
        node.get(ReadModels.class).awaitNewest("inbox");
    }

    private static ConversationView conversation(ChatId chat) {
        return node.get(Conversations.class).find(chat, EVERYTHING).orElseThrow();
    }

    private static List<InboxItem> inbox(boolean archived) {
        return new ArrayList<>(node.get(Inbox.class).page(archived, null, null, 10_000).items());
    }
}
