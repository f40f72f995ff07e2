package chat.parley.command.admin;

import chat.parley.api.AdminEvent;
import chat.parley.command.Conflicts;
import chat.parley.log.ChainedEvent;
import chat.parley.log.EventLog;
import chat.parley.log.EventSelection;
import chat.parley.log.EventTypes;
import chat.parley.log.LogUnavailable;

import org.axonframework.common.lock.Lock;
import org.axonframework.common.lock.LockFactory;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Records what admins do outside of chats. There is nothing to decide, so there is no aggregate: an
 * act is told after whatever its stream holds. Acts of one stream wait for each other, as commands
 * of one chat do.
 */
public final class AdminLog {

    private static final long BEFORE_THE_FIRST = -1;

    private final EventStorageEngine engine;
    private final EventLog log;
    private final LockFactory locks;

    AdminLog(EventStorageEngine engine, EventLog log, LockFactory locks) {
        this.engine = engine;
        this.log = log;
        this.locks = locks;
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

    private Optional<Instant> afterTheLast(
            AdminEvent act, LongFunction<Optional<Instant>> attempt) {
        try (Lock _ = locks.obtainLock(act.stream())) {
            return Conflicts.tryingAgain(() ->
                    attempt.apply(
                            engine.lastSequenceNumberFor(act.stream()).orElse(BEFORE_THE_FIRST)));
        }
    }

    private Optional<Instant> append(AdminEvent act, long sequence) {
        engine.appendEvents(
                List.of(new GenericDomainEventMessage<>("Admin", act.stream(), sequence, act)));
        return Optional.empty();
    }

    private Optional<Instant> newestLike(AdminEvent act) {
        EventSelection alike = EventSelection.ofType(EventTypes.of(act));
        return log.readStreamBackward(act.stream(), alike, 0, Long.MAX_VALUE, 1).stream()
                .findFirst()
                .map(ChainedEvent::at);
    }
}
