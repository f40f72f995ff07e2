package chat.parley.log;

import org.axonframework.eventhandling.DomainEventMessage;

import java.util.Optional;

/** Makes an aggregate from the newest snapshot of its stream. */
@FunctionalInterface
public interface SnapshotReader {

    /** Reads nothing, so that aggregates are made from all their events. */
    SnapshotReader NONE = _ -> Optional.empty();

    /**
     * The aggregate as the payload of a message whose sequence is that of the last event in it;
     * empty if there is no snapshot that can be used.
     */
    Optional<DomainEventMessage<?>> newest(String stream);
}
