package chat.parley.command.erasure;

import chat.parley.api.ChatEvent.ChatErased;
import chat.parley.log.EventBatchHandler;
import chat.parley.log.LoggedEvent;
import chat.parley.log.PersonalParts;
import chat.parley.log.StreamSnapshots;

import java.util.List;

/**
 * Takes what is personal out of the log, by one node for all. That it is done is noted in the same
 * transaction, so whatever breaks it off, it is done anew from its beginning and comes to the same.
 * The read models forget by themselves, by handling the event.
 */
final class WhenChatErasedThenForgetPerson implements EventBatchHandler {

    private final PersonalParts personalParts;
    private final StreamSnapshots snapshots;
    private final NodeMemories memories;
    private final ErasureRecords records;

    WhenChatErasedThenForgetPerson(
            PersonalParts personalParts,
            StreamSnapshots snapshots,
            NodeMemories memories,
            ErasureRecords records) {
        this.personalParts = personalParts;
        this.snapshots = snapshots;
        this.memories = memories;
        this.records = records;
    }

    @Override
    public void handle(List<LoggedEvent> events) {
        for (LoggedEvent logged : events) {
            if (logged.event() instanceof ChatErased erased) {
                int taken = personalParts.erase(logged.stream(), logged.sequence());
                snapshots.remove(logged.stream());
                // Not only by every node for itself: this one is told again after a crash.
                memories.forget(erased.chatId());
                records.forgotten(logged, erased, taken);
            }
        }
    }
}
