package chat.parley.query.proof;

import chat.parley.api.ReadModelProof;
import chat.parley.api.ReadModelProof.Difference;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

import javax.sql.DataSource;

/** The last proof of each read model, in the database, so that every node tells the same. */
final class LastProofs {

    private final JdbcClient jdbc;

    LastProofs(DataSource dataSource) {
        jdbc = JdbcClient.create(dataSource);
    }

    Optional<ReadModelProof> find(String readModel) {
        return jdbc.sql("select * from read_model_proof where name = ?")
                .param(readModel)
                .query((row, _) -> proof(row))
                .optional();
    }

    /**
     * @param rebuiltAt of the tables that were proved, null if they never were
     */
    void keep(ReadModelProof proof, @Nullable OffsetDateTime rebuiltAt) {
        Difference difference = proof.firstDifference();
        jdbc.sql(
                        """
                        insert into read_model_proof (name, position, chats, parked,
                            difference_chat, difference_what, expected, served, proved_at,
                            of_rebuild)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (name) do update set position = excluded.position,
                            chats = excluded.chats, parked = excluded.parked,
                            difference_chat = excluded.difference_chat,
                            difference_what = excluded.difference_what,
                            expected = excluded.expected, served = excluded.served,
                            proved_at = excluded.proved_at,
                            of_rebuild = excluded.of_rebuild
                        """)
                .param(proof.name())
                .param(proof.position())
                .param(proof.chats())
                .param(proof.parked())
                .param(difference == null ? null : difference.chatId())
                .param(difference == null ? null : difference.what())
                .param(difference == null ? null : difference.expected())
                .param(difference == null ? null : difference.served())
                .param(proof.provedAt().atOffset(ZoneOffset.UTC))
                .param(rebuiltAt)
                .update();
    }

    private static ReadModelProof proof(ResultSet row) throws SQLException {
        Difference difference = difference(row);
        return new ReadModelProof(
                row.getString("name"),
                row.getLong("position"),
                row.getLong("chats"),
                row.getLong("parked"),
                difference == null,
                difference,
                row.getObject("proved_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Difference difference(ResultSet row) throws SQLException {
        UUID chat = row.getObject("difference_chat", UUID.class);
        return chat == null
                ? null
                : new Difference(
                        chat,
                        row.getString("difference_what"),
                        row.getString("expected"),
                        row.getString("served"));
    }
}
