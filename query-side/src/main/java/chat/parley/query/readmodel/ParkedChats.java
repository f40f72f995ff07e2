package chat.parley.query.readmodel;

import chat.parley.api.ChatId;
import chat.parley.api.ParkedChat;
import chat.parley.log.LogSignal;
import chat.parley.log.ParkedStreams;
import chat.parley.log.ParkedStreams.Parked;
import chat.parley.log.ParkedStreams.Retried;

import org.springframework.jdbc.core.JdbcTemplate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import javax.sql.DataSource;

/** The chats that read models could not go on with, and the way back. */
public final class ParkedChats {

    /** Where all nodes hear which chat was projected anew. */
    private static final String CHANNEL = "parley_retried_chats";

    private final Map<String, Projection> projections;
    private final ParkedStreams parked;
    private final LogSignal signal;
    private final JdbcTemplate jdbc;

    ParkedChats(
            List<Projection> projections,
            ParkedStreams parked,
            LogSignal signal,
            DataSource dataSource) {
        this.projections =
                projections.stream()
                        .collect(Collectors.toMap(Projection::name, Function.identity()));
        this.parked = parked;
        this.signal = signal;
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /** Whether there is a read model of this name. */
    public boolean knows(String readModel) {
        return projections.containsKey(readModel);
    }

    /** The chats that a read model has parked, the oldest first. */
    public List<ParkedChat> of(String readModel) {
        return parked.of(readModel).stream().flatMap(each -> chat(each).stream()).toList();
    }

    /**
     * Calls the listener on every node for each chat that was projected anew, on whichever node; it
     * must return at once.
     */
    public void onRetried(Consumer<ChatId> listener) {
        signal.listen(CHANNEL, chat -> listener.accept(ChatId.of(chat)));
    }

    /**
     * Projects a parked chat anew from the log, with all that came since. Until then, and if it
     * fails again, it stands as it was.
     *
     * @throws IllegalArgumentException if there is no such read model
     */
    public Retried retry(String readModel, ChatId chat) {
        Projection projection = projections.get(readModel);
        if (projection == null) {
            throw new IllegalArgumentException("There is no read model " + readModel);
        }
        return parked.retry(
                readModel,
                chat.toString(),
                () -> {
                    projection.removals().forEach(sql -> jdbc.update(sql, chat.value()));
                    // Heard once all is committed, and not if an event fails again.
                    jdbc.query("SELECT pg_notify(?, ?)", _ -> {}, CHANNEL, chat.toString());
                },
                new ProjectionHandler(projection, jdbc, UnaryOperator.identity()));
    }

    /** What admins do outside of chats is in no read model, so none of it can be missed there. */
    private static Optional<ParkedChat> chat(Parked parked) {
        return ChatId.ofStream(parked.stream())
                .map(chat ->
                        new ParkedChat(
                                chat.value(),
                                parked.fromSequence(),
                                parked.reason(),
                                parked.parkedAt()));
    }
}
