package chat.parley.command.erasure;

import chat.parley.api.ChatEvent.ChatErased;
import chat.parley.api.ChatId;
import chat.parley.log.FollowerSuccessor;
import chat.parley.log.LoggedEvent;

import org.springframework.jdbc.core.JdbcTemplate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

/** The table {@code erasure}: what was done, so that it can be certified. */
final class ErasureRecords {

    private static final String FORGOTTEN =
            "INSERT INTO erasure (chat_id, erased_at, erased_by, position, sequence, events)"
                    + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (chat_id) DO NOTHING";

    /**
     * Beside the log, everything that follows it has to be past the event, and must not have failed
     * on it; what was replaced follows no more, so it has to be gone; and every node has had the
     * time in which it lets go of what it holds in memory.
     */
    private static final String COMPLETE =
            """
            SELECT erasure.*, encode(hash, 'hex') AS hash
            FROM erasure JOIN event_log USING (position)
            WHERE chat_id = ? AND forgotten_at <= clock_timestamp() - interval '5 seconds'
                AND NOT EXISTS (SELECT FROM log_follower
                    WHERE log_follower.position < erasure.position)
                AND NOT EXISTS (SELECT FROM parked_stream
                    WHERE parked_stream.stream = chat_id::text
                        AND from_sequence >= erasure.sequence)
                AND NOT EXISTS (SELECT FROM pg_namespace
                    JOIN log_follower ON nspname = name || '%s')
            """
                    .formatted(FollowerSuccessor.REPLACED_SUFFIX);

    private final JdbcTemplate jdbc;

    ErasureRecords(DataSource dataSource) {
        jdbc = new JdbcTemplate(dataSource);
    }

    void forgotten(LoggedEvent logged, ChatErased erased, int events) {
        jdbc.update(
                FORGOTTEN,
                erased.chatId().value(),
                erased.at().atOffset(ZoneOffset.UTC),
                erased.by().id(),
                logged.position(),
                logged.sequence(),
                events);
    }

    Optional<Erasure> complete(ChatId chat) {
        return jdbc.query(COMPLETE, (row, _) -> erasure(chat, row), chat.value()).stream()
                .findFirst();
    }

    private static Erasure erasure(ChatId chat, ResultSet row) throws SQLException {
        return new Erasure(
                chat,
                row.getObject("erased_at", OffsetDateTime.class).toInstant(),
                row.getString("erased_by"),
                row.getLong("position"),
                row.getString("hash"),
                row.getInt("events"));
    }

    Optional<String> certificate(ChatId chat) {
        List<String> kept =
                jdbc.query(
                        "SELECT certificate FROM erasure"
                                + " WHERE chat_id = ? AND certificate IS NOT NULL",
                        (row, _) -> row.getString("certificate"),
                        chat.value());
        return kept.stream().findFirst();
    }

    void keep(ChatId chat, String certificate) {
        jdbc.update(
                "UPDATE erasure SET certificate = ? WHERE chat_id = ? AND certificate IS NULL",
                certificate,
                chat.value());
    }
}
