package chat.parley.command.chat;

import chat.parley.api.ChatId;
import chat.parley.log.EventLog;
import chat.parley.log.LoggedEvent;
import chat.parley.log.SnapshotReader;
import chat.parley.log.StreamSnapshots;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.util.Optional;

/**
 * Lets a chat that is not in memory begin with a snapshot instead of its first event. It is a copy
 * of the chat at work, made now and then when a command has been stored, so nothing is read for it.
 */
final class ChatSnapshots implements SnapshotReader {

    private static final long EVERY = 100;

    private final StreamSnapshots snapshots;
    private final EventLog log;
    private final JsonMapper json = JsonMapper.builder().build();

    ChatSnapshots(StreamSnapshots snapshots, EventLog log) {
        this.snapshots = snapshots;
        this.log = log;
    }

    /** Whether it is time for the next one. */
    static boolean isDue(long versionBefore, long version) {
        return versionBefore / EVERY < version / EVERY;
    }

    /**
     * Stores what the chat remembers once the command under way is stored.
     *
     * @param version the place in its stream of the chat's newest event
     */
    void offer(ChatId chat, long version, ChatState state) {
        CurrentUnitOfWork.get()
                .afterCommit(_ ->
                        snapshots.offer(
                                chat.toString(),
                                ChatState.REVISION,
                                new StreamSnapshots.Snapshot(
                                        version, json.writeValueAsString(state))));
    }

    @Override
    public Optional<DomainEventMessage<?>> newest(String stream) {
        return snapshots
                .find(stream, ChatState.REVISION)
                .flatMap(snapshot -> {
                    try {
                        ChatState state = json.readValue(snapshot.state(), ChatState.class);
                        return log.find(stream, state.detailsSequence())
                                .map(details ->
                                        message(stream, snapshot.sequence(), state, details));
                    } catch (JacksonException unreadable) {
                        return Optional.empty();
                    }
                });
    }

    private static DomainEventMessage<Chat> message(
            String stream, long sequence, ChatState state, LoggedEvent details) {
        Chat chat = new Chat(ChatId.of(stream), state, details.chatEvent());
        return new GenericDomainEventMessage<>("Chat", stream, sequence, chat);
    }
}
