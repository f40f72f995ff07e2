package chat.parley.log;

import chat.parley.api.Event;
import chat.parley.log.AppendFunction.Outcome;

import org.axonframework.eventhandling.DomainEventMessage;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * The events of one command on their way into the log, and the answer that its sender waits for.
 *
 * @param events belong to one stream and follow each other in it
 * @param encoded the same events, as they are stored
 */
record PendingAppend(
        List<DomainEventMessage<Event>> events,
        List<EncodedEvent> encoded,
        CompletableFuture<Outcome> outcome) {

    static PendingAppend of(List<DomainEventMessage<Event>> events, EventCodec codec) {
        List<EncodedEvent> encoded =
                events.stream()
                        .map(event ->
                                codec.encode(
                                        event.getPayload(),
                                        MessageOrigin.correlationId(event.getMetaData()),
                                        MessageOrigin.causationId(event.getMetaData())))
                        .toList();
        return new PendingAppend(events, encoded, new CompletableFuture<>());
    }

    /** Characters of JSON, to keep batches within bounds. */
    int size() {
        return encoded.stream().mapToInt(EncodedEvent::size).sum();
    }

    /** What those who follow the log are given once the events are stored. */
    List<LogEntry> entries(long firstPosition, EventCodec codec) {
        List<LogEntry> entries = new ArrayList<>(events.size());
        for (int n = 0; n < events.size(); n++) {
            DomainEventMessage<Event> event = events.get(n);
            EncodedEvent stored = encoded.get(n);
            LoggedEvent logged =
                    new LoggedEvent(
                            firstPosition + n,
                            event.getAggregateIdentifier(),
                            event.getSequenceNumber(),
                            UUID.fromString(event.getIdentifier()),
                            stored.type(),
                            stored.revision(),
                            event.getPayload().at(),
                            event.getPayload(),
                            MessageOrigin.correlationId(event.getMetaData()),
                            MessageOrigin.causationId(event.getMetaData()));
            entries.add(new LogEntry(logged, stored.size(), codec));
        }
        return entries;
    }
}
