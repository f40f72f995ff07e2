package chat.parley.benchmarks;

import chat.parley.benchmarks.server.Database;
import chat.parley.benchmarks.server.Heap;
import chat.parley.benchmarks.server.LogSeed;
import chat.parley.benchmarks.server.ParleyTools;

import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How fast the whole history is verified, beside the same question put to PostgreSQL in SQL. */
final class Verify implements Benchmark {

    private static final int CHATS = 10_000;
    private static final int EVENTS_OF_A_CHAT = 100;
    private static final int EVENTS = CHATS * EVENTS_OF_A_CHAT;
    private static final double TO_REACH = 50_000;
    private static final int ROUNDS = Integer.getInteger("benchmark.rounds", 3);

    /** What docs/log.md hands to whoever wants to check the chain without Parley. */
    private static final String CHAIN_BY_SQL =
            """
            SELECT count(*) FROM (
                SELECT hash, event_hash(
                    lag(hash, 1, decode(repeat('00', 32), 'hex')) OVER log,
                    lag(position, 1, 0::bigint) OVER log + 1,
                    stream, sequence, event_id, type, revision, at, payload, metadata,
                    personal_digest) AS expected
                FROM event_log WINDOW log AS (ORDER BY position)) AS link
            WHERE hash <> expected
            """;

    private static final String PERSONAL_PARTS_BY_SQL =
            """
            SELECT count(*) FROM event_log WHERE personal IS NOT NULL
                AND personal_digest IS DISTINCT FROM sha256(convert_to(personal::text, 'UTF8'))
            """;

    private final List<Double> walks = new ArrayList<>();
    private final List<Double> commands = new ArrayList<>();
    private final List<Double> statements = new ArrayList<>();

    @Override
    public void run(Report report) throws Exception {
        try (Database postgres = new Database()) {
            report.surroundings(
                    "PostgreSQL", postgres.version() + ", fsync and synchronous_commit on");
            report.surroundings("Heap", Heap.SIZE);
            String database = postgres.create("verify");
            ParleyTools.migrate(postgres, database);
            JdbcTemplate jdbc = postgres.jdbc(database);
            LogSeed.fill(jdbc, CHATS, EVENTS_OF_A_CHAT);
            LogSeed.chain(jdbc);
            Report.progress("Seeded %,d events".formatted(EVENTS));
            for (int round = 1; round <= ROUNDS; round++) {
                postgres.checkpoint();
                ParleyTools.Run verification = ParleyTools.verify(postgres, database);
                walks.add(seconds(verification.work()));
                commands.add(seconds(verification.all()));
                statements.add(bySql(report, postgres, database));
                Report.progress(
                        "Round %d of %d: walk %s s, SQL %s s"
                                .formatted(round, ROUNDS, walks, statements));
            }
        }
        tell(report);
    }

    private static double bySql(Report report, Database postgres, String database) {
        long start = System.nanoTime();
        for (String query : List.of(CHAIN_BY_SQL, PERSONAL_PARTS_BY_SQL)) {
            long broken = postgres.count(database, query);
            if (broken != 0) {
                report.fault("SQL finds %,d broken events".formatted(broken));
            }
        }
        return seconds(Duration.ofNanos(System.nanoTime() - start));
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private void tell(Report report) {
        report.paragraph(
                "%,d events of %,d chats, hashes and personal parts. Medians of %d rounds."
                        .formatted(EVENTS, CHATS, ROUNDS));
        double walk = Medians.of(walks);
        report.table(
                "Figure to reach",
                new Table(Figure.HEAD)
                        .row(
                                Figure.atLeast(
                                                1,
                                                "events/s verified : %,.0f".formatted(TO_REACH),
                                                EVENTS / walk / TO_REACH)
                                        .row()));
        report.table(
                "The whole history",
                Table.of("", "s", "events/s")
                        .row(row("--verify-history", walk))
                        .row(
                                row(
                                        "--verify-history, with the start of the JVM",
                                        Medians.of(commands)))
                        .row(row("hashes and digests by SQL alone", Medians.of(statements))));
    }

    private static List<String> row(String what, double seconds) {
        return List.of(what, "%.1f".formatted(seconds), "%,.0f".formatted(EVENTS / seconds));
    }
}
