package chat.parley.log;

import static chat.parley.log.TestNode.newChat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.ChatId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;

/** Whoever is told of what happens right now is told at once, once and in order. */
class TailReaderTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final ChatId chat = newChat();
    private final List<Long> told = new CopyOnWriteArrayList<>();
    private TestNode node;
    private TestNode other;

    @BeforeEach
    void open() {
        node = TestNode.onFreshDatabase();
        other = node.second();
    }

    @AfterEach
    void close() {
        other.close();
        node.close();
    }

    @Test
    void whatThisNodeAppendsIsHandledBeforeItsSenderIsAnswered() {
        node.tail(this::tell);

        node.appendMessages(chat, 0, 1);

        assertThat(told).containsExactly(1L);
    }

    @Test
    void whatAnotherNodeAppendedComesFirstIfItIsOlder() {
        node.tail(this::tell);

        for (int n = 0; n < 20; n++) {
            (n % 2 == 0 ? other : node).appendMessages(chat, n, 1);
        }

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(told)
                                .containsExactlyElementsOf(
                                        LongStream.rangeClosed(1, 20).boxed().toList()));
    }

    @Test
    void anAppenderDoesNotWaitForAHandlerThatIsAtWork() throws InterruptedException {
        CountDownLatch atWork = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        node.tail(events -> {
            tell(events);
            atWork.countDown();
            waitFor(mayGoOn);
        });
        other.appendMessages(chat, 0, 1);
        atWork.await();

        node.appendMessages(chat, 1, 1);
        assertThat(told).containsExactly(1L);
        mayGoOn.countDown();

        await().atMost(SOON).untilAsserted(() -> assertThat(told).containsExactly(1L, 2L));
    }

    @Test
    void whoeverHasStoppedIsToldOfNothingMore() {
        TailReader tail = node.tail(this::tell);
        tail.stop();

        node.appendMessages(chat, 0, 1);

        assertThat(told).isEmpty();
    }

    private void tell(List<LoggedEvent> events) {
        events.forEach(event -> told.add(event.position()));
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
