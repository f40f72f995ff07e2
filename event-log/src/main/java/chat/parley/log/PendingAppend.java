package chat.parley.log;

import chat.parley.api.Event;
import chat.parley.log.AppendFunction.Outcome;

import org.axonframework.eventhandling.DomainEventMessage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The events of one command on their way into the log, and the answer that its sender waits for.
 *
 * @param events belong to one stream and follow each other in it
 */
record PendingAppend(List<AppendedEvent> events, CompletableFuture<Outcome> outcome) {

    static PendingAppend of(List<DomainEventMessage<Event>> events, EventCodec codec) {
        return new PendingAppend(
                events.stream().map(event -> new AppendedEvent(event, codec)).toList(),
                new CompletableFuture<>());
    }

    /** What all of them have in common. */
    String stream() {
        return events.getFirst().stream();
    }

    /** Characters of JSON, to keep batches within bounds. */
    int size() {
        return events.stream().mapToInt(event -> event.encoded().size()).sum();
    }

    /** What those who follow the log are given once the events are stored. */
    List<LogEntry> entries(long firstPosition, EventCodec codec) {
        List<LogEntry> entries = new ArrayList<>(events.size());
        for (int n = 0; n < events.size(); n++) {
            entries.add(events.get(n).entry(firstPosition + n, codec));
        }
        return entries;
    }
}
