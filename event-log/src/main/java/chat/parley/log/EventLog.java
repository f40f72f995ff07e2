package chat.parley.log;

import static java.util.stream.Collectors.joining;

import chat.parley.api.ChatId;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import javax.sql.DataSource;

/**
 * The log as readers see it. Positions are visible in the order they were given, so whoever has
 * read up to a position has seen all there will ever be up to there. Reads join the caller's
 * transaction if there is one on the same data source; all of them throw Spring's {@code
 * DataAccessException} while the database is away.
 */
public final class EventLog {

    /**
     * Characters of JSON after which a batch ends, so that long messages do not fill the memory.
     */
    static final int BATCH_CHARACTERS = 16_000_000;

    private static final int FETCH_SIZE = 500;

    /** Not max(position): planned while the log is empty, that would read all of it for ever. */
    static final String HEAD = "SELECT position FROM event_log ORDER BY position DESC LIMIT 1";

    private static final String EVENTS =
            "SELECT position, stream, sequence, event_id, type, revision, at, payload, personal,"
                    + " metadata FROM event_log ";

    private static final String CHAINED_EVENTS = EVENTS.replace(" FROM", ", hash FROM");

    /** In the words of the index, so that PostgreSQL sees that it covers them. */
    private static final String IS_ABOUT_A_CHAT =
            EventTypes.ABOUT_CHATS.stream().collect(joining("', '", "type IN ('", "')"));

    private final JdbcTemplate jdbc;
    private final EventCodec codec = new EventCodec();

    public EventLog(DataSource dataSource) {
        jdbc = new JdbcTemplate(dataSource);
        jdbc.setFetchSize(FETCH_SIZE);
    }

    /** The newest position, 0 while the log is empty. */
    public long head() {
        return jdbc.query(HEAD, (row, _) -> row.getLong(1)).stream().findFirst().orElse(0L);
    }

    /**
     * The next events after a position, in order; fewer than the limit if they are large, none only
     * if there are none.
     */
    List<LogEntry> readAfter(long position, int limit) {
        List<LogEntry> entries =
                jdbc.query(
                        EVENTS + "WHERE position > ? ORDER BY position LIMIT ?",
                        rows -> {
                            List<LogEntry> batch = new ArrayList<>();
                            int characters = 0;
                            while (characters < BATCH_CHARACTERS && rows.next()) {
                                LogEntry entry = new LogEntry(stored(rows), codec);
                                characters += entry.size();
                                batch.add(entry);
                            }
                            return batch;
                        },
                        position,
                        limit);
        return entries == null ? List.of() : entries;
    }

    /**
     * All events of chats up to a position, chat by chat in the order of their ids, and those of a
     * chat in order; read as they are asked for. To be used and closed in one transaction of the
     * caller, which keeps all of it as it was at one moment.
     */
    public Stream<LogEntry> readByChat(long upToPosition) {
        return jdbc.queryForStream(
                EVENTS
                        + "WHERE position <= ? AND stream ~ '^[0-9a-f-]{36}$'"
                        + " ORDER BY stream, sequence",
                (row, _) -> new LogEntry(stored(row), codec),
                upToPosition);
    }

    /** All events of a chat from a place in its stream on, in order. */
    public List<LoggedEvent> readStream(ChatId chat, long fromSequence) {
        return decoded(
                "WHERE stream = ? AND sequence >= ? ORDER BY sequence",
                chat.toString(),
                fromSequence);
    }

    /**
     * The next events of a chat from a place in its stream on, with their links of the hash chain,
     * in order, readable or not.
     */
    public List<ChainedEvent> readHistory(ChatId chat, long fromSequence, int limit) {
        return chained(
                "WHERE stream = ? AND sequence >= ? ORDER BY sequence LIMIT ?",
                chat.toString(),
                fromSequence,
                limit);
    }

    /**
     * The newest events of a selection that stand between two positions, newest first, readable or
     * not.
     */
    public List<ChainedEvent> readBackward(
            EventSelection selection, long after, long before, int limit) {
        return newest(
                "position > ? AND position < ?",
                List.of(after, before),
                selection,
                "position",
                limit);
    }

    /**
     * The newest events of a selection that stand in a part of a stream, newest first, readable or
     * not.
     *
     * @param from where in the stream the part begins
     * @param end behind the last place of the part
     */
    public List<ChainedEvent> readStreamBackward(
            String stream, EventSelection selection, long from, long end, int limit) {
        return newest(
                "stream = ? AND sequence >= ? AND sequence < ?",
                List.of(stream, from, end),
                selection,
                "sequence",
                limit);
    }

    /**
     * The newest acts of a selection that are about a chat without being events of it and stand
     * before a position, newest first, readable or not.
     */
    public List<ChainedEvent> readActsAbout(
            ChatId chat, EventSelection selection, long before, int limit) {
        return newest(
                IS_ABOUT_A_CHAT + " AND payload->>'chat_id' = ? AND position < ?",
                List.of(chat.toString(), before),
                selection,
                "position",
                limit);
    }

    private List<ChainedEvent> newest(
            String where, List<Object> places, EventSelection selection, String order, int limit) {
        EventSelection.Condition condition = selection.condition();
        List<Object> arguments = new ArrayList<>(places);
        arguments.addAll(condition.parameters());
        arguments.add(limit);
        return chained(
                "WHERE " + where + condition.sql() + " ORDER BY " + order + " DESC LIMIT ?",
                arguments.toArray());
    }

    /** The event at a position. */
    public Optional<LoggedEvent> find(long position) {
        return decoded("WHERE position = ?", position).stream().findFirst();
    }

    /** The event at a place in its stream. */
    public Optional<LoggedEvent> find(String stream, long sequence) {
        return decoded("WHERE stream = ? AND sequence = ?", stream, sequence).stream().findFirst();
    }

    /** The place in its stream of a stream's newest event, empty if there is no such stream. */
    public Optional<Long> lastSequence(String stream) {
        return jdbc
                .query(
                        "SELECT sequence FROM event_log WHERE stream = ?"
                                + " ORDER BY sequence DESC LIMIT 1",
                        (row, _) -> row.getLong(1),
                        stream)
                .stream()
                .findFirst();
    }

    /** The same, as it was when a position was the log's newest. */
    public Optional<Long> lastSequence(String stream, long position) {
        return jdbc
                .query(
                        "SELECT sequence FROM event_log WHERE stream = ? AND position <= ?"
                                + " ORDER BY sequence DESC LIMIT 1",
                        (row, _) -> row.getLong("sequence"),
                        stream,
                        position)
                .stream()
                .findFirst();
    }

    /** When the person of a chat was forgotten; empty if that has not happened. */
    public Optional<Instant> erasedAt(ChatId chat) {
        return jdbc
                .query(
                        "SELECT at FROM (SELECT type, at FROM event_log WHERE stream = ?"
                                + " ORDER BY sequence DESC LIMIT 1) AS last WHERE type = ?",
                        (row, _) -> row.getObject("at", OffsetDateTime.class).toInstant(),
                        chat.toString(),
                        EventCodec.CHAT_ERASED)
                .stream()
                .findFirst();
    }

    List<LoggedEvent> readStream(String stream, long fromSequence, int limit) {
        return decoded(
                "WHERE stream = ? AND sequence >= ? ORDER BY sequence LIMIT ?",
                stream,
                fromSequence,
                limit);
    }

    List<LoggedEvent> readStream(String stream, long fromSequence, long upToPosition, int limit) {
        return decoded(
                "WHERE stream = ? AND sequence >= ? AND position <= ? ORDER BY sequence LIMIT ?",
                stream,
                fromSequence,
                upToPosition,
                limit);
    }

    private List<LoggedEvent> decoded(String condition, @Nullable Object... arguments) {
        return jdbc.query(EVENTS + condition, (row, _) -> codec.decode(stored(row)), arguments);
    }

    private List<ChainedEvent> chained(String condition, @Nullable Object... arguments) {
        return jdbc.query(
                CHAINED_EVENTS + condition,
                (row, _) ->
                        codec.chained(stored(row), HexFormat.of().formatHex(row.getBytes("hash"))),
                arguments);
    }

    private static StoredEvent stored(ResultSet row) throws SQLException {
        return new StoredEvent(
                row.getLong("position"),
                row.getString("stream"),
                row.getLong("sequence"),
                row.getObject("event_id", UUID.class),
                row.getString("type"),
                row.getInt("revision"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("payload"),
                row.getString("personal"),
                row.getString("metadata"));
    }
}
