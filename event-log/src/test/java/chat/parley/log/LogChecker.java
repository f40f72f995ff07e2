package chat.parley.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * Compares what writers were told and what readers were given with what the log holds. It knows
 * nothing of how either works.
 */
final class LogChecker {

    /** The first position whose hash is not what follows from the row and the hash before. */
    static final String FIRST_BROKEN_LINK =
            """
            SELECT min(position) FROM (
                SELECT position, hash, event_hash(
                    lag(hash, 1, decode(repeat('00', 32), 'hex')) OVER (ORDER BY position),
                    position, stream, sequence, event_id, type, revision, at, payload, metadata,
                    personal_digest) AS recomputed
                FROM event_log) AS link
            WHERE hash <> recomputed
            """;

    private final JdbcTemplate jdbc;
    private final Map<String, Supplier<List<Long>>> readers = new LinkedHashMap<>();

    LogChecker(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A reader, and where the positions that it was given can be read, in their order. */
    void reader(String name, Supplier<List<Long>> positions) {
        readers.put(name, positions);
    }

    /** Fails, and says on what, if anything was lost, repeated, reordered, halved or made up. */
    void check(Collection<LogWriter.Command> commands, Duration patience) {
        Map<UUID, Long> stored = stored();
        assertThat(stored.values())
                .as("positions in the log")
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, stored.size()).boxed().toList());
        assertThat(jdbc.queryForObject(FIRST_BROKEN_LINK, Long.class))
                .as("first broken link of the hash chain")
                .isNull();
        Set<UUID> known = new HashSet<>();
        for (LogWriter.Command command : commands) {
            known.addAll(command.eventIds());
            List<Long> positions =
                    command.eventIds().stream()
                            .filter(stored::containsKey)
                            .map(stored::get)
                            .toList();
            switch (command.answer()) {
                case STORED ->
                        assertThat(positions)
                                .as("positions of an acknowledged command")
                                .hasSameSizeAs(command.eventIds());
                case REFUSED -> assertThat(positions).as("positions of a refused one").isEmpty();
                case UNKNOWN ->
                        assertThat(positions.size())
                                .as("stored events of a command that nobody knows of")
                                .isIn(0, command.eventIds().size());
            }
            if (!positions.isEmpty()) {
                assertThat(positions)
                        .as("positions of one command")
                        .containsExactlyElementsOf(
                                LongStream.range(0, positions.size())
                                        .mapToObj(n -> positions.getFirst() + n)
                                        .toList());
            }
        }
        assertThat(known).as("events that somebody sent").containsAll(stored.keySet());
        List<Long> all = LongStream.rangeClosed(1, stored.size()).boxed().toList();
        readers.forEach((name, positions) ->
                await().atMost(patience)
                        .untilAsserted(() ->
                                assertThat(positions.get())
                                        .as("what %s was given", name)
                                        .containsExactlyElementsOf(all)));
    }

    private Map<UUID, Long> stored() {
        Map<UUID, Long> stored = new LinkedHashMap<>();
        jdbc.query(
                "SELECT event_id, position FROM event_log ORDER BY position",
                row -> {
                    stored.put(row.getObject("event_id", UUID.class), row.getLong("position"));
                });
        return stored;
    }
}
