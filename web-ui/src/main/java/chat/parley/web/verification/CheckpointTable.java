package chat.parley.web.verification;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** The checkpoints in the database, where every node finds them. */
final class CheckpointTable {

    private final JdbcClient database;

    CheckpointTable(JdbcClient database) {
        this.database = database;
    }

    /** None if somebody removed the table: the history can be verified without it. */
    List<Checkpoint> all() {
        boolean isThere =
                database.sql("SELECT to_regclass('log_checkpoint') IS NOT NULL")
                        .query(Boolean.class)
                        .single();
        if (!isThere) {
            return List.of();
        }
        return database.sql("SELECT * FROM log_checkpoint ORDER BY position")
                .query((row, _) ->
                        new Checkpoint(
                                row.getLong("position"),
                                row.getString("stream"),
                                row.getLong("sequence"),
                                HexFormat.of().formatHex(row.getBytes("hash")),
                                row.getObject("at", OffsetDateTime.class).toInstant(),
                                row.getString("key_id"),
                                Base64.getEncoder().encodeToString(row.getBytes("signature"))))
                .list();
    }

    /** Leaves alone what is there for the same position. */
    void add(Checkpoint checkpoint) {
        database.sql(
                        "INSERT INTO log_checkpoint"
                                + " (position, stream, sequence, hash, at, key_id, signature)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
                .params(
                        checkpoint.position(),
                        checkpoint.stream(),
                        checkpoint.sequence(),
                        HexFormat.of().parseHex(checkpoint.hash()),
                        checkpoint.at().atOffset(ZoneOffset.UTC),
                        checkpoint.keyId(),
                        Base64.getDecoder().decode(checkpoint.signature()))
                .update();
    }
}
