package chat.parley.log;

import static chat.parley.log.TestNode.event;
import static chat.parley.log.TestNode.message;
import static chat.parley.log.TestNode.newChat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.parley.api.ChatEvent;
import chat.parley.api.ChatId;
import chat.parley.api.Event;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** Whatever is asked of the engine in whatever order, it answers as some lists in memory would. */
class EngineModelTest {

    private static final int STEPS = 400;
    private static final int CHATS = 6;

    /** What the log is, in as few words as possible. */
    private static final class Model {

        final List<ChatEvent> log = new ArrayList<>();
        final Map<ChatId, List<ChatEvent>> streams = new HashMap<>();
        final Map<ChatId, Set<UUID>> clientMessageIds = new HashMap<>();
        final Map<ChatId, StreamSnapshots.Snapshot> snapshots = new HashMap<>();

        List<ChatEvent> stream(ChatId chat) {
            return streams.computeIfAbsent(chat, _ -> new ArrayList<>());
        }

        Set<UUID> ids(ChatId chat) {
            return clientMessageIds.computeIfAbsent(chat, _ -> new HashSet<>());
        }

        void append(List<ChatEvent.MessageSent> events) {
            for (ChatEvent.MessageSent event : events) {
                log.add(event);
                stream(event.chatId()).add(event);
                ids(event.chatId()).add(event.clientMessageId());
            }
        }
    }

    private Random random;
    private Model model;
    private TestNode here;
    private TestNode there;
    private StreamSnapshots snapshots;
    private List<ChatId> chats;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theEngineAnswersAsTheModelDoes(long seed) {
        random = new Random(seed);
        model = new Model();
        chats = IntStream.range(0, CHATS).mapToObj(_ -> newChat()).toList();
        try (TestNode one = TestNode.onFreshDatabase();
                TestNode other = one.second();
                StreamSnapshots stored = new StreamSnapshots(one.dataSource)) {
            here = one;
            there = other;
            snapshots = stored;
            for (int step = 0; step < STEPS; step++) {
                something();
            }
            everythingReadsTheSame(here);
            everythingReadsTheSame(there);
        }
    }

    private void something() {
        TestNode node = random.nextBoolean() ? here : there;
        ChatId chat = chats.get(random.nextInt(CHATS));
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> appendNext(node, chat);
            case 4 -> appendStale(node, chat);
            case 5 -> appendRepeated(node, chat);
            case 6 -> readStream(node, chat);
            case 7 -> readOn(node);
            case 8 -> offerSnapshot(chat);
            default -> findSnapshot(chat);
        }
    }

    private void appendNext(TestNode node, ChatId chat) {
        List<ChatEvent.MessageSent> events = messages(chat, 1 + random.nextInt(4));
        node.engine.appendEvents(from(model.stream(chat).size(), events));
        model.append(events);
    }

    private void appendStale(TestNode node, ChatId chat) {
        int size = model.stream(chat).size();
        int wrong = size + (size > 0 && random.nextBoolean() ? -1 : 1 + random.nextInt(2));
        List<ChatEvent.MessageSent> events = messages(chat, 1 + random.nextInt(2));
        assertThatThrownBy(() -> node.engine.appendEvents(from(wrong, events)))
                .isInstanceOf(ConcurrencyException.class);
    }

    private void appendRepeated(TestNode node, ChatId chat) {
        List<ChatEvent> stored = model.stream(chat);
        if (stored.isEmpty()) {
            return;
        }
        int place = random.nextInt(stored.size());
        UUID repeated = ((ChatEvent.MessageSent) stored.get(place)).clientMessageId();
        List<ChatEvent.MessageSent> events = new ArrayList<>(messages(chat, random.nextInt(2)));
        events.add(message(chat, "Once more", repeated));
        assertThatThrownBy(() -> node.engine.appendEvents(from(stored.size(), events)))
                .isInstanceOfSatisfying(
                        DuplicateMessage.class,
                        duplicate ->
                                assertThat(duplicate.stored().event())
                                        .isEqualTo(stored.get(place)));
    }

    private void readStream(TestNode node, ChatId chat) {
        List<ChatEvent> stored = model.stream(chat);
        int from = random.nextInt(stored.size() + 2);
        assertThat(
                        node.engine
                                .readEvents(chat.toString(), from)
                                .asStream()
                                .<Object>map(DomainEventMessage::getPayload))
                .containsExactlyElementsOf(
                        stored.subList(Math.min(from, stored.size()), stored.size()));
        assertThat(node.engine.lastSequenceNumberFor(chat.toString()))
                .isEqualTo(stored.isEmpty() ? Optional.empty() : Optional.of(stored.size() - 1L));
    }

    private void readOn(TestNode node) {
        int position = random.nextInt(model.log.size() + 1);
        int limit = 1 + random.nextInt(20);
        List<LogEntry> read = node.tail.after(position, limit);
        if (position == model.log.size()) {
            assertThat(read).isEmpty();
            return;
        }
        assertThat(read).isNotEmpty().hasSizeLessThanOrEqualTo(limit);
        assertThat(read.stream().map(entry -> entry.event().event()).toList())
                .isEqualTo(model.log.subList(position, position + read.size()));
        assertThat(read)
                .extracting(LogEntry::position)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(position + 1, position + read.size())
                                .mapToObj(Long::valueOf)
                                .toList());
    }

    private void offerSnapshot(ChatId chat) {
        var snapshot =
                new StreamSnapshots.Snapshot(
                        random.nextInt(50), "{\"n\": " + random.nextInt(1_000) + "}");
        snapshots.offer(chat.toString(), 1, snapshot);
        model.snapshots.merge(
                chat,
                snapshot,
                (old, offered) -> offered.sequence() > old.sequence() ? offered : old);
    }

    private void findSnapshot(ChatId chat) {
        Optional<StreamSnapshots.Snapshot> expected =
                Optional.ofNullable(model.snapshots.get(chat));
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(
                        () -> assertThat(snapshots.find(chat.toString(), 1)).isEqualTo(expected));
        assertThat(snapshots.find(chat.toString(), 2)).isEmpty();
    }

    private void everythingReadsTheSame(TestNode node) {
        List<ChatEvent> read = new ArrayList<>();
        for (List<LogEntry> next = node.tail.after(0, 7);
                !next.isEmpty();
                next = node.tail.after(read.size(), 7)) {
            next.forEach(entry -> read.add(entry.event().chatEvent()));
        }
        assertThat(read).isEqualTo(model.log);
        assertThat(node.log.head()).isEqualTo(model.log.size());
    }

    private List<ChatEvent.MessageSent> messages(ChatId chat, int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> message(chat, "Message " + random.nextInt()))
                .toList();
    }

    private static List<DomainEventMessage<Event>> from(
            long sequence, List<ChatEvent.MessageSent> events) {
        return IntStream.range(0, events.size())
                .mapToObj(n -> event(sequence + n, events.get(n)))
                .toList();
    }
}
