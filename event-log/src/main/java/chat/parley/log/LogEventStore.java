package chat.parley.log;

import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.AbstractEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;

/**
 * Axon's way to the log: loads aggregates and stores what they decided when their unit of work is
 * committed. It starts no threads and holds no cache.
 */
public final class LogEventStore extends AbstractEventStore {

    public LogEventStore(EventStorageEngine engine) {
        super(new Builder().storageEngine(engine));
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
        throw new UnsupportedOperationException(
                "The log is followed by position: use LogFollower or TailReader");
    }

    private static final class Builder extends AbstractEventStore.Builder {}
}
