package chat.parley.query.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Actor;
import chat.parley.api.ChatEvent;
import chat.parley.api.ChatEvent.ChatArchived;
import chat.parley.api.ChatEvent.ChatRestored;
import chat.parley.api.ChatEvent.ChatStarted;
import chat.parley.api.ChatEvent.ChatViewed;
import chat.parley.api.ChatEvent.MessageSent;
import chat.parley.api.ChatEvent.MessagesRead;
import chat.parley.api.ChatEvent.UserDetailsChanged;
import chat.parley.api.ChatId;
import chat.parley.api.ConversationView;
import chat.parley.api.MessagePage;
import chat.parley.log.LoggedEvent;
import chat.parley.log.PersonalParts;
import chat.parley.query.FoldedConversations;
import chat.parley.query.QueryNode;
import chat.parley.query.RandomChats;
import chat.parley.query.readmodel.ReadModels;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;

class PastConversationsTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant END = Instant.parse("9999-12-31T23:59:59.999Z");
    private static final Actor MARA =
            Actor.admin(UUID.randomUUID(), "Mara Keller", "mara@example.com");

    private static QueryNode node;

    private final ChatId chat = new ChatId(UUID.randomUUID());
    private final Actor ada = Actor.user(chat, "Ada", "ada@example.com");

    @BeforeAll
    static void start() {
        node = new QueryNode();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theChatAtAnyInstantIsWhatAFoldOfTheLogSays(long seed) {
        RandomChats chats = new RandomChats(1_000 + seed, 3);
        for (int n = 0; n < 300; n++) {
            node.append(chats.next());
        }
        node.get(ReadModels.class).awaitNewest("conversation");
        forgetInTheLog(chats.chats().getLast());
        FoldedConversations fold = new FoldedConversations(node.log());
        Random random = new Random(seed);

        for (ChatId each : chats.chats()) {
            List<LoggedEvent> events = node.log().readStream(each, 0);
            for (int n = 0; n < 60; n++) {
                Instant instant =
                        events.get(random.nextInt(events.size()))
                                .at()
                                .plusNanos(random.nextLong(-1_500_000, 1_500_000));
                MessagePage page = page(random);
                assertThat(past(each, instant, page))
                        .as("%s of %s at %s", page, each, instant)
                        .isEqualTo(fold.find(each, instant, page).orElse(null));
            }
        }
    }

    @Test
    void theInstantItselfIsIncludedAndTheOneBeforeIsNot() {
        happened(
                started(at(0)),
                new UserDetailsChanged(chat, ada, at(10), "Ada King", null, at(10)),
                sent(1, ada, at(20)),
                new ChatViewed(chat, MARA, at(30), 1),
                sent(2, MARA, at(40)),
                new MessagesRead(chat, ada, at(50), 2),
                new ChatArchived(chat, MARA, at(60)));

        assertThat(past(at(0).minusNanos(1))).isNull();
        assertThat(past(at(0)).userName()).isEqualTo("Ada");
        assertThat(past(at(10).minusNanos(1)).userName()).isEqualTo("Ada");
        assertThat(past(at(10)).userName()).isEqualTo("Ada King");
        assertThat(past(at(20).minusNanos(1)).messages()).isEmpty();
        assertThat(past(at(20)).unreadByAdmins()).isOne();
        assertThat(past(at(29)).messages().getFirst().readAt()).isNull();
        assertThat(past(at(30)).messages().getFirst().readAt()).isEqualTo(at(30));
        assertThat(past(at(30)).unreadByAdmins()).isZero();
        assertThat(past(at(40)).unreadByUser()).isOne();
        assertThat(past(at(50)).unreadByUser()).isZero();
        assertThat(past(at(60).minusNanos(1)).archived()).isFalse();
        assertThat(past(at(60)).archived()).isTrue();
    }

    @Test
    void theLastOfSeveralChangesInOneMillisecondCounts() {
        happened(
                started(at(0)),
                new ChatArchived(chat, MARA, at(5)),
                new ChatRestored(chat, MARA, at(5), false));
        happened(new ChatArchived(chat, MARA, at(5)));

        assertThat(past(at(5)).archived()).isTrue();
    }

    @Test
    void aFutureInstantIsNow() {
        happened(started(at(0)), sent(1, ada, at(10)), sent(2, MARA, at(20)));

        assertThat(past(END))
                .isEqualTo(
                        node.get(Conversations.class)
                                .find(chat, MessagePage.newest(100))
                                .orElseThrow());
    }

    @Test
    void whatAnAnswerCostsDoesNotGrowWithTheChat() {
        // Archived and seen once, long ago; nobody has looked at anything since.
        happened(
                started(at(0)),
                sent(1, ada, at(1)),
                new ChatViewed(chat, MARA, at(1), 1),
                new ChatArchived(chat, MARA, at(1)));
        int messages = 20_000;
        for (int first = 2; first <= messages; first += 400) {
            List<ChatEvent> batch = new ArrayList<>();
            for (int n = first; n < first + 400; n++) {
                batch.add(sent(n, n % 3 == 0 ? MARA : ada, at(n)));
            }
            node.append(batch.toArray(ChatEvent[]::new));
        }
        node.get(ReadModels.class).awaitNewest("conversation");

        // The page and one more, some look-ups, and as many as it takes to halve 20,000 down to
        // one.
        int most = 10 + 1 + 8 + 15;
        for (int n : new int[] {1, 2, 50, 1_000, 10_000, 19_999, 20_000}) {
            assertThat(
                            rowsRead(() ->
                                    assertThat(past(chat, at(n), MessagePage.newest(10)))
                                            .satisfies(then -> {
                                                assertThat(then.messages())
                                                        .hasSize(Math.min(n, 10));
                                                assertThat(then.archived()).isTrue();
                                                assertThat(then.unreadByAdmins())
                                                        .isEqualTo(n - n / 3 - 1);
                                            })))
                    .as("rows read for message %d of %d", n, messages)
                    .isLessThanOrEqualTo(most);
        }
        MessagePage middle = new MessagePage(5_000L, null, 10);
        assertThat(rowsRead(() -> past(chat, at(15_000), middle))).isLessThanOrEqualTo(most);
        MessagePage forward = new MessagePage(null, 5_000L, 10);
        assertThat(rowsRead(() -> past(chat, at(15_000), forward))).isLessThanOrEqualTo(most);
    }

    /** Rows that PostgreSQL has fetched from any table to answer. */
    private static long rowsRead(Runnable question) {
        JdbcTemplate jdbc = new JdbcTemplate(node.database());
        return Objects.requireNonNull(
                new TransactionTemplate(node.get(PlatformTransactionManager.class))
                        .execute(_ -> {
                            long before = rowsRead(jdbc);
                            question.run();
                            return rowsRead(jdbc) - before;
                        }));
    }

    private static long rowsRead(JdbcTemplate jdbc) {
        return Objects.requireNonNull(
                jdbc.queryForObject(
                        "select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))"
                                + " from pg_stat_xact_user_tables",
                        Long.class));
    }

    private static MessagePage page(Random random) {
        long place = random.nextLong(1, 80);
        return switch (random.nextInt(4)) {
            case 0 -> new MessagePage(place, null, 1 + random.nextInt(20));
            case 1 -> new MessagePage(null, place - 1, 1 + random.nextInt(20));
            case 2 -> MessagePage.newest(1 + random.nextInt(20));
            default -> MessagePage.newest(1_000);
        };
    }

    /**
     * Of an erased chat, what a read model shows of the time before is what the log still holds.
     */
    private static void forgetInTheLog(ChatId erased) {
        long last = node.log().lastSequence(erased.toString()).orElseThrow();
        node.get(PersonalParts.class).erase(erased.toString(), last);
    }

    private static ConversationView past(ChatId chat, Instant instant, MessagePage page) {
        node.get(ReadModels.class).awaitNewest("conversation");
        return node.get(PastConversations.class).find(chat, instant, page).orElse(null);
    }

    private ConversationView past(Instant instant) {
        return past(chat, instant, MessagePage.newest(100));
    }

    private static void happened(ChatEvent... events) {
        for (ChatEvent event : events) {
            node.append(event);
        }
        node.get(ReadModels.class).awaitNewest("conversation");
    }

    private ChatStarted started(Instant at) {
        return new ChatStarted(chat, ada, at, "u-" + chat, "Ada", "ada@example.com", at);
    }

    private MessageSent sent(long sequence, Actor by, Instant at) {
        return new MessageSent(
                chat,
                by,
                at,
                UUID.randomUUID(),
                sequence,
                "Message " + sequence,
                UUID.randomUUID(),
                false);
    }

    private static Instant at(long milliseconds) {
        return START.plus(Duration.ofMillis(milliseconds));
    }
}
