package chat.parley.log;

import static chat.parley.log.TestNode.message;

import chat.parley.api.ChatId;
import chat.parley.api.Event;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.dao.DataAccessException;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Appends commands of one to three events to some chats, and notes what it was told of each. */
final class LogWriter implements Runnable {

    /** What a writer was told of a command. */
    enum Answer {
        STORED,
        REFUSED,
        UNKNOWN
    }

    record Command(List<UUID> eventIds, Answer answer) {}

    private final TestNode node;
    private final List<ChatId> chats;
    private final Random random;
    private final BooleanSupplier over;
    private final Queue<Command> commands = new ConcurrentLinkedQueue<>();

    LogWriter(TestNode node, List<ChatId> chats, long seed, BooleanSupplier over) {
        this.node = node;
        this.chats = chats;
        this.random = new Random(seed);
        this.over = over;
    }

    List<Command> commands() {
        return List.copyOf(commands);
    }

    @Override
    public void run() {
        while (!over.getAsBoolean()) {
            try {
                write(chats.get(random.nextInt(chats.size())));
            } catch (DataAccessException away) {
                LockSupport.parkNanos(10_000_000);
            }
        }
    }

    private void write(ChatId chat) {
        long next = node.log.lastSequence(chat.toString()).orElse(-1L) + 1;
        List<DomainEventMessage<Event>> events = new ArrayList<>();
        for (int n = random.nextInt(3); n >= 0; n--) {
            events.add(TestNode.event(next + events.size(), message(chat, "Message")));
        }
        commands.add(
                new Command(
                        events.stream()
                                .map(event -> UUID.fromString(event.getIdentifier()))
                                .toList(),
                        answer(events)));
    }

    private Answer answer(List<DomainEventMessage<Event>> events) {
        try {
            node.engine.appendEvents(events);
            return Answer.STORED;
        } catch (ConcurrencyException stale) {
            return Answer.REFUSED;
        } catch (LogUnavailable nobodyKnows) {
            LockSupport.parkNanos(10_000_000);
            return Answer.UNKNOWN;
        }
    }
}
