package chat.parley.command.admin;

import chat.parley.api.AdminEvent;
import chat.parley.log.ChainedEvent;
import chat.parley.log.EventLog;
import chat.parley.log.EventSelection;
import chat.parley.log.EventTypes;
import chat.parley.log.LogUnavailable;

import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.modelling.command.ConcurrencyException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Records what admins do outside of chats. There is nothing to decide, so there is no aggregate: an
 * act is told after whatever its stream holds.
 */
public final class AdminLog {

    private static final int ATTEMPTS = 10;
    private static final long BEFORE_THE_FIRST = -1;

    private final EventStorageEngine engine;
    private final EventLog log;

    AdminLog(EventStorageEngine engine, EventLog log) {
        this.engine = engine;
        this.log = log;
    }

    /**
     * Returns once the act is durable.
     *
     * @throws LogUnavailable if the log cannot be reached
     */
    public void record(AdminEvent act) {
        Optional<Instant> _ = afterTheLast(act, last -> append(act, last + 1));
    }

    /**
     * Records the act unless its stream holds one of the same type that is younger than the pause,
     * whichever node told it.
     *
     * @return when there may be one again; empty if this one was recorded
     * @throws LogUnavailable if the log cannot be reached
     */
    public Optional<Instant> recordOnceIn(Duration pause, AdminEvent act) {
        return afterTheLast(
                act,
                last -> {
                    Optional<Instant> next =
                            newestLike(act).map(at -> at.plus(pause)).filter(act.at()::isBefore);
                    return next.isPresent() ? next : append(act, last + 1);
                });
    }

    /** Tries anew for as long as others go on with the stream in between. */
    private Optional<Instant> afterTheLast(
            AdminEvent act, LongFunction<Optional<Instant>> attempt) {
        for (int n = 1; ; n++) {
            long last = engine.lastSequenceNumberFor(act.stream()).orElse(BEFORE_THE_FIRST);
            try {
                return attempt.apply(last);
            } catch (ConcurrencyException another) {
                if (n == ATTEMPTS) {
                    throw another;
                }
            }
        }
    }

    private Optional<Instant> append(AdminEvent act, long sequence) {
        engine.appendEvents(
                List.of(new GenericDomainEventMessage<>("Admin", act.stream(), sequence, act)));
        return Optional.empty();
    }

    private Optional<Instant> newestLike(AdminEvent act) {
        var selection = new EventSelection(EventTypes.of(act), null, act.stream(), null, null);
        return log.readBackward(selection, 0, Long.MAX_VALUE, 1).stream()
                .findFirst()
                .map(ChainedEvent::at);
    }
}
