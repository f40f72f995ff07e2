package chat.parley.command.admin;

import chat.parley.api.AdminEvent;
import chat.parley.log.LogUnavailable;

import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.modelling.command.ConcurrencyException;

import java.util.List;

/**
 * Records what admins do outside of chats. There is nothing to decide, so there is no aggregate: an
 * act is told after whatever its stream holds.
 */
public final class AdminLog {

    private static final int ATTEMPTS = 10;
    private static final long BEFORE_THE_FIRST = -1;

    private final EventStorageEngine engine;

    AdminLog(EventStorageEngine engine) {
        this.engine = engine;
    }

    /**
     * Returns once the act is durable.
     *
     * @throws LogUnavailable if the log cannot be reached
     */
    public void record(AdminEvent act) {
        for (int attempt = 1; ; attempt++) {
            long last = engine.lastSequenceNumberFor(act.stream()).orElse(BEFORE_THE_FIRST);
            try {
                engine.appendEvents(
                        List.of(
                                new GenericDomainEventMessage<>(
                                        "Admin", act.stream(), last + 1, act)));
                return;
            } catch (ConcurrencyException another) {
                if (attempt == ATTEMPTS) {
                    throw another;
                }
            }
        }
    }
}
