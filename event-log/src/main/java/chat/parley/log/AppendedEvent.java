package chat.parley.log;

import chat.parley.api.Event;

import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/** An event on its way into the log, with all that is stored of it. */
final class AppendedEvent {

    private final DomainEventMessage<Event> message;
    private final UUID id;
    private final EncodedEvent encoded;
    private final byte @Nullable [] personalDigest;
    private final byte[] proof;

    AppendedEvent(DomainEventMessage<Event> message, EventCodec codec) {
        this.message = message;
        id = UUID.fromString(message.getIdentifier());
        encoded =
                codec.encode(
                        message.getPayload(),
                        MessageOrigin.correlationId(message.getMetaData()),
                        MessageOrigin.causationId(message.getMetaData()));
        personalDigest = EventProof.digest(encoded.personal());
        proof =
                EventProof.of(
                        message.getAggregateIdentifier(),
                        message.getSequenceNumber(),
                        id,
                        encoded,
                        message.getPayload().at(),
                        personalDigest);
    }

    UUID id() {
        return id;
    }

    EncodedEvent encoded() {
        return encoded;
    }

    /** Null if nothing in the event is personal. */
    byte @Nullable [] personalDigest() {
        return personalDigest;
    }

    /** See {@link EventProof}. */
    byte[] proof() {
        return proof;
    }

    String stream() {
        return message.getAggregateIdentifier();
    }

    long sequence() {
        return message.getSequenceNumber();
    }

    Instant time() {
        return message.getPayload().at();
    }

    /** What those who follow the log are given once it is stored. */
    LogEntry entry(long position, EventCodec codec) {
        LoggedEvent logged =
                new LoggedEvent(
                        position,
                        stream(),
                        sequence(),
                        id,
                        encoded.type(),
                        encoded.revision(),
                        time(),
                        message.getPayload(),
                        MessageOrigin.correlationId(message.getMetaData()),
                        MessageOrigin.causationId(message.getMetaData()));
        return new LogEntry(logged, encoded.size(), codec);
    }
}
