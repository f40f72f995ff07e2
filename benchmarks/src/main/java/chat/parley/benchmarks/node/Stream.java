package chat.parley.benchmarks.node;

import chat.parley.api.Actor;
import chat.parley.api.ChatEvent;
import chat.parley.api.ChatEvent.ChatStarted;
import chat.parley.api.ChatEvent.MessageSent;
import chat.parley.api.ChatId;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The events of one chat, one after the other. Not thread-safe. */
public final class Stream {

    private static final String NAME = "Ada Lovelace";
    private static final String EMAIL = "ada@example.com";
    private static final String TEXT =
            "Hi, my order from last Tuesday still has not arrived. Can you see where it is at the moment?";

    private final ChatId chat = new ChatId(UUID.randomUUID());
    private long nextSequence;
    private long messages;

    public ChatId chat() {
        return chat;
    }

    /** Whose messages they are. */
    public Actor user() {
        return Actor.user(chat, NAME, EMAIL);
    }

    /** What comes first. */
    public List<DomainEventMessage<?>> start() {
        return List.of(event(new ChatStarted(chat, user(), now(), "ada", NAME, EMAIL, now())));
    }

    /** The next messages, as if one command had caused them. */
    public List<DomainEventMessage<?>> messages(int count) {
        List<DomainEventMessage<?>> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            events.add(
                    event(
                            new MessageSent(
                                    chat,
                                    user(),
                                    now(),
                                    UUID.randomUUID(),
                                    ++messages,
                                    TEXT,
                                    UUID.randomUUID(),
                                    false)));
        }
        return events;
    }

    private DomainEventMessage<ChatEvent> event(ChatEvent event) {
        return new GenericDomainEventMessage<>("Chat", chat.toString(), nextSequence++, event);
    }

    /** As precise as the edge takes it. */
    public static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
