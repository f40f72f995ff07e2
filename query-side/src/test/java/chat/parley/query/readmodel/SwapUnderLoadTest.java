package chat.parley.query.readmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.ChatEvent;
import chat.parley.api.ChatEvent.MessageSent;
import chat.parley.api.ChatId;
import chat.parley.api.ConversationView;
import chat.parley.api.InboxItem;
import chat.parley.api.MessagePage;
import chat.parley.api.MessageView;
import chat.parley.api.ReadModelStatus;
import chat.parley.log.TestDatabase;
import chat.parley.query.FoldedConversations;
import chat.parley.query.QueryNode;
import chat.parley.query.RandomChats;
import chat.parley.query.conversation.Conversations;
import chat.parley.query.inbox.Inbox;
import chat.parley.query.proof.ProofRunning;
import chat.parley.query.proof.ReadModelProofs;

import com.zaxxer.hikari.HikariDataSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Two nodes write and read without a pause while generations change under them. */
class SwapUnderLoadTest {

    private static final int ROUNDS = Integer.getInteger("fault.rounds", 5);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");
    private static final MessagePage EVERYTHING = MessagePage.newest(1_000_000);

    private QueryNode first;
    private QueryNode second;
    private volatile boolean over;
    private final List<Thread> load = new ArrayList<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    /** How many messages of each chat are in the log for sure. */
    private final Map<ChatId, Long> sent = new ConcurrentHashMap<>();

    private final AtomicLong answers = new AtomicLong();

    @BeforeEach
    void start() {
        first = new QueryNode();
        second = first.second();
    }

    @AfterEach
    void stop() {
        second.close();
        first.close();
    }

    @Test
    void noQueryFailsOrIsStaleAndNothingIsLost() throws InterruptedException {
        for (QueryNode node : List.of(first, second)) {
            RandomChats chats = new RandomChats(node == first ? 71 : 72, 8);
            withoutPause(() -> write(node, chats));
            withoutPause(() -> readConversation(node));
            withoutPause(() -> readInbox(node));
            withoutPause(new SlowReader(node)::read);
        }

        for (int round = 1; round <= ROUNDS; round++) {
            Rebuilds rebuilds = (round % 2 == 0 ? first : second).get(Rebuilds.class);
            rebuilds.begin(rebuilds.names(), _ -> {});
            await().atMost(SOON)
                    .until(() ->
                            rebuilds.statuses().stream().noneMatch(ReadModelStatus::beingRebuilt));
            assertThat(failures).isEmpty();
        }
        over = true;
        for (Thread thread : load) {
            thread.join();
        }

        assertThat(failures).isEmpty();
        assertThat(answers).hasValueGreaterThan(ROUNDS);
        assertThat(
                        new JdbcTemplate(first.database())
                                .queryForList("SELECT generation FROM log_follower", Integer.class))
                .containsOnly(1 + ROUNDS);
        for (QueryNode node : List.of(first, second)) {
            catchUp(node);
            sent.keySet().forEach(chat -> assertServedAsLogged(node, chat));
        }
        for (String readModel : first.get(Rebuilds.class).names()) {
            await().atMost(SOON).until(() -> isProvedEqual(readModel));
        }
    }

    /** By an independent computation, row by row; another proof may just be under way. */
    private boolean isProvedEqual(String readModel) {
        try {
            return first.get(ReadModelProofs.class).prove(readModel).equal();
        } catch (ProofRunning another) {
            return false;
        }
    }

    private void assertServedAsLogged(QueryNode node, ChatId chat) {
        ConversationView folded =
                new FoldedConversations(node.log()).find(chat, END, EVERYTHING).orElseThrow();
        assertThat(node.get(Conversations.class).find(chat, EVERYTHING)).contains(folded);
        List<InboxItem> items = node.get(Inbox.class).items(List.of(chat.value()));
        if (folded.messages().isEmpty()) {
            assertThat(items).isEmpty();
            return;
        }
        MessageView last = folded.messages().getLast();
        assertThat(items)
                .containsExactly(
                        new InboxItem(
                                chat.value(),
                                folded.userId(),
                                folded.userEmail(),
                                folded.userName(),
                                last.createdAt(),
                                last.content(),
                                last.senderType(),
                                folded.messages().size(),
                                folded.unreadByAdmins() > 0,
                                folded.unreadByAdmins(),
                                folded.archived(),
                                folded.erasedAt() == null ? null : true));
    }

    private void write(QueryNode node, RandomChats chats) {
        ChatEvent event = chats.next();
        node.append(event);
        sent.merge(event.chatId(), event instanceof MessageSent ? 1L : 0L, Long::sum);
        pause(Duration.ofMillis(3));
    }

    private void readConversation(QueryNode node) {
        sent.forEach((chat, atLeast) -> {
            node.get(ReadModels.class).awaitNewest("conversation");
            ConversationView view =
                    node.get(Conversations.class).find(chat, EVERYTHING).orElseThrow();
            assertThat(view.messages().size()).isGreaterThanOrEqualTo(atLeast.intValue());
            assertIsOneState(view);
            answers.incrementAndGet();
        });
    }

    private static void assertIsOneState(ConversationView view) {
        assertThat(view.unreadByAdmins())
                .isEqualTo(
                        view.messages().stream()
                                .filter(_ -> view.erasedAt() == null)
                                .filter(message -> message.senderType().equals("user"))
                                .filter(message -> message.sequence() > view.adminViewedUpTo())
                                .count());
        assertThat(view.messages())
                .allSatisfy(message -> {
                    boolean fromUser = message.senderType().equals("user");
                    long mark = fromUser ? view.adminViewedUpTo() : view.userReadUpTo();
                    assertThat(message.readAt() != null).isEqualTo(message.sequence() <= mark);
                });
    }

    private void readInbox(QueryNode node) {
        sent.forEach((chat, atLeast) -> {
            node.get(ReadModels.class).awaitNewest("inbox");
            List<InboxItem> items = node.get(Inbox.class).items(List.of(chat.value()));
            if (atLeast > 0) {
                assertThat(items.getFirst().messageCount()).isGreaterThanOrEqualTo(atLeast);
            }
            answers.incrementAndGet();
        });
    }

    /** Sees the same from beginning to end, also if the tables are others in the end. */
    private final class SlowReader {

        private static final String STATE =
                "SELECT count(*), coalesce(sum(last_sequence), 0), (SELECT count(*) FROM"
                        + " conversation.message) FROM conversation.chat";

        private final HikariDataSource connections;
        private final JdbcTemplate jdbc;
        private final TransactionTemplate reading;

        SlowReader(QueryNode node) {
            connections = TestDatabase.another(node.database());
            jdbc = new JdbcTemplate(connections);
            reading = new TransactionTemplate(new JdbcTransactionManager(connections));
            reading.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        }

        void read() {
            reading.executeWithoutResult(_ -> {
                Map<String, Object> state = jdbc.queryForMap(STATE);
                for (int n = 0; n < 10; n++) {
                    pause(Duration.ofMillis(5));
                    assertThat(jdbc.queryForMap(STATE)).isEqualTo(state);
                }
            });
            answers.incrementAndGet();
            // The swap has to find a gap, as it does between the queries of people.
            pause(Duration.ofMillis(100));
        }
    }

    private void withoutPause(Runnable work) {
        load.add(
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                while (!over) {
                                    work.run();
                                }
                            } catch (Throwable failure) {
                                failures.add(failure);
                            }
                        }));
    }

    private static void catchUp(QueryNode node) {
        node.get(ReadModels.class).awaitNewest("conversation");
        node.get(ReadModels.class).awaitNewest("inbox");
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
