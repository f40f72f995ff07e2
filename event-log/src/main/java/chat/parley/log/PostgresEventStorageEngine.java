package chat.parley.log;

import chat.parley.api.Event;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import javax.sql.DataSource;

/**
 * What Axon's aggregates see of the log. Events of one call are one command's: they are stored all
 * or none, and are durable when the call returns. Whoever follows the log reads positions by {@link
 * LogFollower} or {@link TailReader}, never Axon's tracking tokens, because those lose events.
 */
public final class PostgresEventStorageEngine implements EventStorageEngine {

    private static final String AGGREGATE_TYPE = "Chat";
    private static final int PAGE = 500;

    private final EventLog log;
    private final EventCodec codec = new EventCodec();
    private final EventAppender appender;
    private final SnapshotReader snapshots;
    private final RecentOutage outage = new RecentOutage();

    /**
     * @param tail is told at once of what was appended here
     */
    public PostgresEventStorageEngine(
            DataSource dataSource, EventLog log, LogTail tail, SnapshotReader snapshots) {
        this.log = log;
        this.snapshots = snapshots;
        appender = new EventAppender(dataSource, tail, codec);
    }

    /**
     * Stores the events of one command.
     *
     * @throws ConcurrencyException if the stream has gone on since the command was decided
     * @throws DuplicateMessage if the stream holds one of the client message ids already
     * @throws LogUnavailable if the log cannot be reached; nobody knows then what was stored
     */
    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        if (events.isEmpty()) {
            return;
        }
        PendingAppend command = PendingAppend.of(ofOneStream(events), codec);
        switch (outage.unlessJustFound(() -> appender.append(command))) {
            case AppendFunction.Outcome.Stored _ -> {
                // As it should be.
            }
            case AppendFunction.Outcome.Stale _ ->
                    throw new ConcurrencyException(
                            "Stream "
                                    + command.stream()
                                    + " has gone on since the command was decided");
            case AppendFunction.Outcome.Duplicate duplicate ->
                    throw new DuplicateMessage(
                            reading(() -> log.find(duplicate.position())).orElseThrow());
        }
    }

    @SuppressWarnings("unchecked")
    private static List<DomainEventMessage<Event>> ofOneStream(
            List<? extends EventMessage<?>> events) {
        List<DomainEventMessage<Event>> result = new ArrayList<>(events.size());
        for (EventMessage<?> event : events) {
            if (!(event instanceof DomainEventMessage<?> domainEvent
                    && event.getPayload() instanceof Event)) {
                throw new IllegalArgumentException(
                        "The log stores no events of " + event.getPayloadType());
            }
            result.add((DomainEventMessage<Event>) domainEvent);
        }
        if (result.stream().map(DomainEventMessage::getAggregateIdentifier).distinct().count()
                > 1) {
            throw new IllegalArgumentException("A command changes one chat only");
        }
        return result;
    }

    /** The events of a stream from a place in it on; read page by page while they are consumed. */
    @Override
    public DomainEventStream readEvents(String stream, long fromSequence) {
        Stream<List<LoggedEvent>> pages =
                Stream.iterate(
                        page(stream, fromSequence),
                        page -> !page.isEmpty(),
                        page ->
                                page.size() < PAGE
                                        ? List.of()
                                        : page(stream, page.getLast().sequence() + 1));
        return DomainEventStream.of(
                pages.flatMap(List::stream).map(PostgresEventStorageEngine::message));
    }

    private List<LoggedEvent> page(String stream, long fromSequence) {
        return reading(() -> log.readStream(stream, fromSequence, PAGE));
    }

    private static DomainEventMessage<Event> message(LoggedEvent logged) {
        return new GenericDomainEventMessage<>(
                AGGREGATE_TYPE,
                logged.stream(),
                logged.sequence(),
                logged.event(),
                MessageOrigin.metadata(logged),
                logged.eventId().toString(),
                logged.at());
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String stream) {
        return reading(() -> log.lastSequence(stream));
    }

    private <T> T reading(Supplier<T> read) {
        return outage.unlessJustFound(() -> {
            try {
                return read.get();
            } catch (DataAccessException failure) {
                if (Outage.isCauseOf(failure)) {
                    throw new LogUnavailable("The log cannot be read", failure);
                }
                throw failure;
            }
        });
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String stream) {
        return reading(() -> snapshots.newest(stream));
    }

    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        throw new UnsupportedOperationException(
                "Whoever decides offers its snapshots to StreamSnapshots");
    }

    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(
            @Nullable TrackingToken token, boolean mayBlock) {
        throw new UnsupportedOperationException(
                "The log is followed by position: use LogFollower or TailReader");
    }
}
