package chat.parley.log;

import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.AbstractEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;

/**
 * Axon's way to the log: loads aggregates and stores what they decided when their unit of work is
 * committed. It starts no threads and holds no cache.
 */
public final class LogEventStore extends AbstractEventStore {

    private static final Logger LOGGER = LoggerFactory.getLogger(LogEventStore.class);

    public LogEventStore(EventStorageEngine engine) {
        super(new Builder().storageEngine(engine));
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
        throw new UnsupportedOperationException(
                "The log is followed by position: use LogFollower or TailReader");
    }

    /** While the log is away it would not help to read all the events instead. */
    @Override
    protected Optional<DomainEventMessage<?>> handleSnapshotReadingError(
            String stream, Throwable failure) {
        if (failure instanceof LogUnavailable unavailable) {
            throw unavailable;
        }
        LOGGER.warn(
                "A snapshot of stream {} cannot be used: {}", stream, FailureReason.of(failure));
        return Optional.empty();
    }

    private static final class Builder extends AbstractEventStore.Builder {}
}
