package chat.parley.benchmarks;

import chat.parley.benchmarks.load.Load;
import chat.parley.benchmarks.load.Outcome;
import chat.parley.benchmarks.server.Database;
import chat.parley.benchmarks.server.Heap;
import chat.parley.benchmarks.server.LogSeed;
import chat.parley.benchmarks.server.ParleyServer;
import chat.parley.benchmarks.server.ParleyTools;

import org.HdrHistogram.Histogram;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How fast the read models fill themselves from the log again, while a server answers from them and
 * while none runs, beside PostgreSQL's COPY, which only takes in the same rows; and what people who
 * write meanwhile feel of it.
 */
final class Rebuild implements Benchmark {

    private static final int CHATS = 10_000;
    private static final int EVENTS_OF_A_CHAT = 100;
    private static final int EVENTS = CHATS * EVENTS_OF_A_CHAT;
    private static final int ROUNDS = Integer.getInteger("benchmark.rounds", 3);

    private static final int USERS = 20;
    private static final int PER_SECOND = 200;
    private static final int WINDOW = 4;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration LOAD = Duration.ofSeconds(15);

    /** One alone may be the time in which PostgreSQL tidies up. */
    private static final int TIMES_WITHOUT = 3;

    private static final Duration LOAD_DURING = Duration.ofSeconds(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private static final String TABLES =
            """
            SELECT table_schema || '.' || table_name AS name FROM information_schema.tables
            WHERE table_schema IN ('conversation', 'inbox') AND table_type = 'BASE TABLE' ORDER BY 1
            """;

    private static final String TO_PROVE =
            """
            SELECT count(*) FROM log_follower f LEFT JOIN read_model_proof p ON p.name = f.name
            WHERE f.rebuilt_at IS NOT NULL AND p.of_rebuild IS DISTINCT FROM f.rebuilt_at
            """;

    private final List<Double> rebuilds = new ArrayList<>();
    private final List<Double> works = new ArrayList<>();
    private final List<Double> copies = new ArrayList<>();
    private final List<Double> underTraffic = new ArrayList<>();
    private final List<Double> p95Without = new ArrayList<>();
    private final List<Double> p95During = new ArrayList<>();
    private final List<Double> p99During = new ArrayList<>();
    private final List<Double> timeUnderTraffic = new ArrayList<>();

    @Override
    public void run(Report report) throws Exception {
        try (Database postgres = new Database()) {
            report.surroundings(
                    "PostgreSQL", postgres.version() + ", fsync and synchronous_commit on");
            report.surroundings("Heap", Heap.SIZE);
            String database = postgres.create("rebuild");
            ParleyTools.migrate(postgres, database);
            JdbcTemplate jdbc = postgres.jdbc(database);
            LogSeed.fill(jdbc, CHATS, EVENTS_OF_A_CHAT);
            Report.progress("Seeded %,d events".formatted(EVENTS));
            for (int round = 1; round <= ROUNDS; round++) {
                postgres.checkpoint();
                ParleyTools.Run rebuild = ParleyTools.rebuild(postgres, database);
                rebuilds.add(seconds(rebuild.all()));
                works.add(seconds(rebuild.work()));
                checkRows(report, postgres, database);
                postgres.checkpoint();
                try (ParleyServer server = new ParleyServer(postgres, database)) {
                    underTraffic.add(seconds(rebuild(server)));
                }
                checkRows(report, postgres, database);
                postgres.checkpoint();
                copies.add(seconds(copy(jdbc)));
                Report.progress(
                        "Round %d of %d: offline %s s, beside the old one %s s, COPY %s s"
                                .formatted(round, ROUNDS, rebuilds, underTraffic, copies));
            }
            whileSending(report, postgres, database);
            tell(report, rows(postgres, database));
        }
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private static void checkRows(Report report, Database postgres, String database) {
        long expected = EVENTS - CHATS;
        Map.of(
                        "SELECT count(*) FROM conversation.message", expected,
                        "SELECT count(*) FROM conversation.chat", (long) CHATS,
                        "SELECT sum(message_count) FROM inbox.chat", expected)
                .forEach((query, rows) -> {
                    long found = postgres.count(database, query);
                    if (found != rows) {
                        report.fault("\"%s\" finds %,d, not %,d".formatted(query, found, rows));
                    }
                });
    }

    /** From the request until all read models are live again. */
    private static Duration rebuild(ParleyServer server) throws InterruptedException {
        long start = System.nanoTime();
        server.beginRebuild();
        awaitRebuilt(server);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void awaitRebuilt(ParleyServer server) throws InterruptedException {
        while (server.isRebuilding()) {
            Thread.sleep(LOOK_EVERY);
        }
    }

    /** They follow a rebuild by themselves, and would slow down what comes next. */
    private static void awaitProofs(Database postgres, String database)
            throws InterruptedException {
        while (postgres.count(database, TO_PROVE) > 0) {
            Thread.sleep(LOOK_EVERY);
        }
    }

    private void whileSending(Report report, Database postgres, String database) throws Exception {
        try (ParleyServer server = new ParleyServer(postgres, database);
                Load load = new Load(server.dialect())) {
            for (int user = 0; user < USERS; user++) {
                load.addUser(server.chatId(user), server.user(user));
            }
            load.addAdmin(server.admin());
            load.closed(WINDOW, WARM_UP);
            for (int round = 1; round <= ROUNDS; round++) {
                postgres.checkpoint();
                awaitProofs(postgres, database);
                for (int n = 1; n <= TIMES_WITHOUT; n++) {
                    p95Without.add(millis(sends(report, "sends", load, LOAD), 95));
                }
                long start = System.nanoTime();
                server.beginRebuild();
                Histogram during = sends(report, "sends during a rebuild", load, LOAD_DURING);
                // To the end: indexes are made then, and generations swapped.
                while (server.isRebuilding()) {
                    during.add(sends(report, "sends during a rebuild", load, LOAD_DURING));
                }
                timeUnderTraffic.add(seconds(Duration.ofNanos(System.nanoTime() - start)));
                p95During.add(millis(during, 95));
                p99During.add(millis(during, 99));
                Report.progress(
                        "Round %d of %d: p95 %s ms without a rebuild, %s ms during one"
                                .formatted(round, ROUNDS, p95Without, p95During));
            }
        }
    }

    private static Histogram sends(Report report, String what, Load load, Duration time) {
        Outcome outcome = load.open(PER_SECOND, time);
        outcome.faults().forEach(fault -> report.fault(what + ": " + fault));
        return outcome.latencies();
    }

    private static double millis(Histogram latencies, double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1_000.0;
    }

    /** The time to copy all rows into tables that are empty and have the same indexes. */
    private static Duration copy(JdbcTemplate jdbc) {
        String directory = jdbc.queryForObject("SHOW data_directory", String.class);
        Duration time = Duration.ZERO;
        for (String table : tables(jdbc)) {
            String file = directory + "/" + table + ".copy";
            jdbc.execute("COPY " + table + " TO '" + file + "' (FORMAT binary)");
            jdbc.execute("CREATE TABLE copied (LIKE " + table + " INCLUDING ALL)");
            long start = System.nanoTime();
            jdbc.execute("COPY copied FROM '" + file + "' (FORMAT binary)");
            time = time.plusNanos(System.nanoTime() - start);
            jdbc.execute("DROP TABLE copied");
        }
        return time;
    }

    private static List<String> tables(JdbcTemplate jdbc) {
        return jdbc.query(TABLES, (row, _) -> row.getString("name"));
    }

    private static Table rows(Database postgres, String database) {
        Table table = Table.of("Table", "rows");
        for (String name : tables(postgres.jdbc(database))) {
            table.row(
                    name,
                    "%,d".formatted(postgres.count(database, "SELECT count(*) FROM " + name)));
        }
        return table;
    }

    private void tell(Report report, Table rows) {
        double copy = Medians.of(copies);
        double without = Medians.of(p95Without);
        double during = Medians.of(p95During);
        report.table(
                "Figures to reach",
                new Table(Figure.HEAD)
                        .row(
                                Figure.atLeast(
                                                0.5,
                                                "events/s beside the old one : COPY's",
                                                copy / Medians.of(underTraffic))
                                        .orIfNotReached(0.25)
                                        .row())
                        .row(
                                Figure.atMost(
                                                3,
                                                "p95 of sends during a rebuild : without",
                                                during / without)
                                        .row()));
        report.paragraph(
                ("%,d events of %,d chats. All read models are rebuilt, one after the other; COPY"
                                + " takes the same rows in binary form into empty tables with the"
                                + " same indexes. Medians of %d rounds.")
                        .formatted(EVENTS, CHATS, ROUNDS));
        Table table = Table.of("", "s", "events/s", "time : COPY's");
        table.row(row("rebuild beside the old one", Medians.of(underTraffic), copy));
        table.row(row("rebuild, no server", Medians.of(works), copy));
        table.row(row("rebuild, no server, with the start of the JVM", Medians.of(rebuilds), copy));
        table.row(row("COPY", copy, copy));
        report.table("Rebuild beside COPY", table);
        report.table("What is rebuilt", rows);
        report.paragraph(
                ("%d users write %d messages a second together, while nothing else happens and"
                                + " while all read models are rebuilt, from the beginning to the"
                                + " last swap, which took %.0f s. From the user's socket to the"
                                + " admins'. Medians of %d rounds.")
                        .formatted(USERS, PER_SECOND, Medians.of(timeUnderTraffic), ROUNDS));
        report.table(
                "Sends during a rebuild",
                Table.of("", "p95, ms", "times", "p99, ms")
                        .row("without a rebuild", "%.2f".formatted(without), "1.00", "")
                        .row(
                                "during a rebuild",
                                "%.2f".formatted(during),
                                "%.2f".formatted(during / without),
                                "%.2f".formatted(Medians.of(p99During))));
    }

    private static List<String> row(String what, double seconds, double copy) {
        return List.of(
                what,
                "%.1f".formatted(seconds),
                "%,.0f".formatted(EVENTS / seconds),
                "%.2f".formatted(seconds / copy));
    }
}
