package chat.parley.log;

import static chat.parley.log.TestNode.event;
import static chat.parley.log.TestNode.message;
import static chat.parley.log.TestNode.newChat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.ChatId;

import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

class ManyWritersTest {

    private static final int WRITERS = 12;
    private static final int EVENTS_EACH = 25;
    private static final int SHARED_CHATS = 4;

    @Test
    void everyEventReachesEveryFollowerOnceAndInOrder() throws Exception {
        List<Long> slow = new CopyOnWriteArrayList<>();
        List<Long> quick = new CopyOnWriteArrayList<>();
        List<Long> tail = new CopyOnWriteArrayList<>();
        List<ChatId> chats = IntStream.range(0, SHARED_CHATS).mapToObj(_ -> newChat()).toList();
        try (TestNode here = TestNode.onFreshDatabase();
                TestNode there = here.second();
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            here.follow(
                    "slow",
                    batch -> {
                        LockSupport.parkNanos(Duration.ofMillis(30).toNanos());
                        batch.forEach(event -> slow.add(event.position()));
                    });
            there.follow("quick", batch -> batch.forEach(event -> quick.add(event.position())));
            there.tail(batch -> batch.forEach(event -> tail.add(event.position())));

            List<Callable<Void>> writers =
                    IntStream.range(0, WRITERS)
                            .mapToObj(writer ->
                                    writer(
                                            writer % 2 == 0 ? here : there,
                                            chats.get(writer % SHARED_CHATS)))
                            .toList();
            for (Future<Void> writer : executor.invokeAll(writers)) {
                writer.get();
            }

            List<Long> all = LongStream.rangeClosed(1, WRITERS * EVENTS_EACH).boxed().toList();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> {
                        assertThat(slow).containsExactlyElementsOf(all);
                        assertThat(quick).containsExactlyElementsOf(all);
                        assertThat(tail).containsExactlyElementsOf(all);
                    });
            assertThat(chats)
                    .allSatisfy(chat ->
                            assertThat(here.log.readStream(chat, 0))
                                    .extracting(LoggedEvent::sequence)
                                    .containsExactlyElementsOf(
                                            LongStream.range(
                                                            0, WRITERS * EVENTS_EACH / SHARED_CHATS)
                                                    .boxed()
                                                    .toList()));
        }
    }

    private static Callable<Void> writer(TestNode node, ChatId chat) {
        return () -> {
            int written = 0;
            while (written < EVENTS_EACH) {
                long next = node.log.lastSequence(chat.toString()).orElse(-1L) + 1;
                try {
                    node.append(event(next, message(chat, "Message")));
                    written++;
                } catch (ConcurrencyException conflict) {
                    LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
                }
            }
            return null;
        };
    }
}
