package chat.parley.log.verification;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.UUID;

/** A row of the log as the chain sees it: texts as their bytes in UTF-8, nothing decoded. */
final class LogRow {

    /** The columns that {@link #LogRow} reads. */
    static final String COLUMNS =
            "position, stream, sequence, event_id, type, revision, at, payload::text,"
                    + " metadata::text, personal::text, personal_digest, hash,"
                    + " client_message_id::text"
                    + " IS NOT DISTINCT FROM (payload ->> 'client_message_id')";

    private static final long MICROS_A_SECOND = 1_000_000;
    private static final int NANOS_A_MICRO = 1_000;

    final long position;
    final String stream;
    final long sequence;
    final UUID eventId;
    final byte[] type;
    final int revision;
    final long micros;
    final byte[] payload;
    final byte[] metadata;
    final byte @Nullable [] personal;
    final byte @Nullable [] personalDigest;
    final byte[] hash;
    final boolean repeatsClientMessageId;

    LogRow(ResultSet row) throws SQLException {
        position = row.getLong(1);
        stream = row.getString(2);
        sequence = row.getLong(3);
        eventId = row.getObject(4, UUID.class);
        type = row.getBytes(5);
        revision = row.getInt(6);
        OffsetDateTime at = row.getObject(7, OffsetDateTime.class);
        micros = at.toEpochSecond() * MICROS_A_SECOND + at.getNano() / NANOS_A_MICRO;
        // PostgreSQL's driver hands out a text's bytes as they come.
        payload = row.getBytes(8);
        metadata = row.getBytes(9);
        personal = row.getBytes(10);
        personalDigest = row.getBytes(11);
        hash = row.getBytes(12);
        repeatsClientMessageId = row.getBoolean(13);
    }

    boolean isWithoutItsPersonalPart() {
        return personal == null && personalDigest != null;
    }

    LogLink link() {
        return new LogLink(position, stream, sequence, HexFormat.of().formatHex(hash));
    }
}
