package chat.parley.benchmarks;

import chat.parley.benchmarks.load.Load;
import chat.parley.benchmarks.load.Outcome;
import chat.parley.benchmarks.server.ChatServer;
import chat.parley.benchmarks.server.Contender;
import chat.parley.benchmarks.server.Database;
import chat.parley.benchmarks.server.Heap;
import chat.parley.benchmarks.server.ParleyServer;
import chat.parley.benchmarks.server.Pgbench;
import chat.parley.benchmarks.server.ProcessorClock;

import org.springframework.boot.SpringBootVersion;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * From a user's socket through the server and the database to the admins' sockets: how many
 * messages a second, after which time, at which cost, beside what people would build instead.
 */
final class EndToEnd implements Benchmark {

    private static final int USERS = Integer.getInteger("benchmark.users", 50);
    private static final int ROUNDS = Integer.getInteger("benchmark.rounds", 3);
    private static final int WINDOW = 16;
    private static final int MANY_ADMINS = 20;

    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration WARM_UP_AGAIN = Duration.ofSeconds(5);
    private static final Duration SUBSCRIBED = Duration.ofSeconds(1);
    private static final Duration PGBENCH = Duration.ofSeconds(8);
    private static final Duration CAUGHT_UP = Duration.ofSeconds(20);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    /** How much is asked of a server, and for how long. */
    private enum Demand {
        MAX("max, 1 admin", 0, 8),
        RATE_200("200/s, 1 admin", 200, 12),
        RATE_500("500/s, 1 admin", 500, 10),
        RATE_2000("2,000/s, 1 admin", 2_000, 8),
        MAX_MANY("max, 20 admins", 0, 8);

        final String title;
        final int perSecond;
        final Duration time;

        Demand(String title, int perSecond, int seconds) {
            this.title = title;
            this.perSecond = perSecond;
            this.time = Duration.ofSeconds(seconds);
        }

        Outcome on(Load load) {
            return perSecond == 0 ? load.closed(WINDOW, time) : load.open(perSecond, time);
        }
    }

    /** What one demand showed; the times of processors are microseconds for each message. */
    private record Measured(
            double perSecond,
            double p50,
            double p95,
            double p99,
            double server,
            double database,
            double generator) {

        double serverAndDatabase() {
            return server + database;
        }
    }

    private final Map<Contender, Map<Demand, List<Measured>>> results =
            new EnumMap<>(Contender.class);
    private final List<Double> insertLimit = new ArrayList<>();
    private final Quietness quietness = new Quietness();

    @Override
    public void run(Report report) throws Exception {
        Optional<Pgbench> pgbench = Pgbench.find();
        try (Database postgres = new Database()) {
            surroundings(report, postgres);
            List<Contender> order = new ArrayList<>(List.of(Contender.values()));
            for (int round = 1; round <= ROUNDS; round++) {
                for (Contender contender : order) {
                    Report.progress("Round " + round + " of " + ROUNDS + ": " + contender.title());
                    turn(report, postgres, contender);
                }
                // Nobody always runs after the same one.
                Collections.rotate(order, 1);
                if (pgbench.isPresent()) {
                    String database = postgres.create("pgbench");
                    pgbench.get().run(postgres, database, PGBENCH).ifPresent(insertLimit::add);
                    postgres.drop(database);
                }
            }
        }
        tell(report);
    }

    private static void surroundings(Report report, Database postgres) {
        report.surroundings("PostgreSQL", postgres.version() + ", fsync and synchronous_commit on");
        report.surroundings("Node.js", Versions.node());
        report.surroundings("Spring Boot", String.valueOf(SpringBootVersion.getVersion()));
        report.surroundings("Heap of both JVMs", Heap.SIZE);
        report.surroundings("Raised limits", ParleyServer.RAISED_LIMITS.toString());
        report.surroundings(
                "Load",
                "%d users, %d messages of each under way at max, %d rounds"
                        .formatted(USERS, WINDOW, ROUNDS));
    }

    private void turn(Report report, Database postgres, Contender contender) throws Exception {
        String database = postgres.create("turn");
        postgres.checkpoint();
        try (ChatServer server = contender.start(postgres, database);
                Load load = new Load(server.dialect())) {
            for (int user = 0; user < USERS; user++) {
                load.addUser(server.chatId(user), server.user(user));
            }
            addAdmins(load, server, 1);
            long sent = warmUp(report, contender, load, WARM_UP);
            for (Demand demand : Demand.values()) {
                if (demand == Demand.MAX_MANY) {
                    addAdmins(load, server, MANY_ADMINS - 1);
                    sent += warmUp(report, contender, load, WARM_UP_AGAIN);
                }
                sent += measure(report, postgres, contender, server, load, demand);
            }
            checkRows(report, postgres, database, contender, server, sent);
        }
        postgres.drop(database);
    }

    private static void addAdmins(Load load, ChatServer server, int count)
            throws IOException, InterruptedException {
        for (int i = 0; i < count; i++) {
            load.addAdmin(server.admin());
        }
        // Not every server says when a subscription counts.
        Thread.sleep(SUBSCRIBED);
    }

    private static long warmUp(Report report, Contender contender, Load load, Duration time) {
        Outcome outcome = load.closed(WINDOW, time);
        faults(report, contender, "warm-up", outcome);
        Report.progress("  warmed up with %,d messages".formatted(outcome.sent()));
        return outcome.sent();
    }

    private long measure(
            Report report,
            Database postgres,
            Contender contender,
            ChatServer server,
            Load load,
            Demand demand) {
        ProcessorClock clock = new ProcessorClock(postgres, server.process());
        Outcome outcome = demand.on(load);
        ProcessorClock.Used used = clock.used();
        Measured measured =
                new Measured(
                        outcome.perSecond(),
                        millis(outcome, 50),
                        millis(outcome, 95),
                        millis(outcome, 99),
                        micros(used.servers(), outcome),
                        micros(used.database(), outcome),
                        micros(used.generator(), outcome));
        quietness.add(used);
        faults(report, contender, demand.title, outcome);
        results.computeIfAbsent(contender, _ -> new EnumMap<>(Demand.class))
                .computeIfAbsent(demand, _ -> new ArrayList<>())
                .add(measured);
        Report.progress("  " + demand.title + ": " + measured);
        return outcome.sent();
    }

    private static double millis(Outcome outcome, double percentile) {
        return outcome.latencies().getValueAtPercentile(percentile) / 1_000.0;
    }

    private static double micros(Duration time, Outcome outcome) {
        return time.toNanos() / 1_000.0 / outcome.done();
    }

    private static void faults(Report report, Contender contender, String demand, Outcome outcome) {
        for (String fault : outcome.faults()) {
            report.fault(contender.title() + ", " + demand + ": " + fault);
        }
    }

    /** A read model may be a moment behind. */
    private static void checkRows(
            Report report,
            Database postgres,
            String database,
            Contender contender,
            ChatServer server,
            long sent)
            throws InterruptedException {
        for (String query : server.messageCounts()) {
            long giveUp = System.nanoTime() + CAUGHT_UP.toNanos();
            long stored = postgres.count(database, query);
            while (stored != sent && System.nanoTime() < giveUp) {
                Thread.sleep(LOOK_EVERY);
                stored = postgres.count(database, query);
            }
            if (stored != sent) {
                report.fault(
                        "%s: %,d messages were sent, but \"%s\" finds %,d"
                                .formatted(contender.title(), sent, query, stored));
            }
        }
    }

    private void tell(Report report) {
        quietness.tell(report);
        report.paragraph(
                "Every message was accepted, stored, and received by its chat and by each admin"
                        + " exactly once, unless it says otherwise above. Medians of "
                        + ROUNDS
                        + " rounds.");
        report.table("Figures to reach", figures());
        report.table("Messages a second", speeds());
        report.table("Latency in ms, p50 / p95 / p99", latencies());
        report.table(
                "Processor time in µs a message, server + database = both (load generator)",
                costs());
        report.table("Messages a second, each round", rounds());
    }

    private Table figures() {
        double better =
                Math.max(
                        median(Contender.SPRING_STOMP, Demand.MAX, Measured::perSecond),
                        median(Contender.SOCKET_IO, Demand.MAX, Measured::perSecond));
        Table table = new Table(Figure.HEAD);
        List.of(
                        Figure.atLeast(
                                        2,
                                        "messages/s : the better baseline's",
                                        median(Contender.PARLEY, Demand.MAX, Measured::perSecond)
                                                / better)
                                .orIfNotReached(1.5),
                        Figure.atMost(
                                        0.4,
                                        "processor time a message : socket.io + pg, at max",
                                        toSocketIo(Demand.MAX, Measured::serverAndDatabase))
                                .orIfNotReached(0.5),
                        Figure.atMost(
                                1.15,
                                "p50 at 200/s : socket.io + pg",
                                toSocketIo(Demand.RATE_200, Measured::p50)),
                        Figure.atMost(
                                1.15,
                                "p95 at 200/s : socket.io + pg",
                                toSocketIo(Demand.RATE_200, Measured::p95)),
                        Figure.atMost(
                                1.15,
                                "p50 at 500/s : socket.io + pg",
                                toSocketIo(Demand.RATE_500, Measured::p50)),
                        Figure.atMost(
                                1.15,
                                "p95 at 500/s : socket.io + pg",
                                toSocketIo(Demand.RATE_500, Measured::p95)),
                        Figure.atMost(
                                1.1,
                                "p95 at 2,000/s : socket.io + pg",
                                toSocketIo(Demand.RATE_2000, Measured::p95)),
                        Figure.atLeast(
                                2,
                                "messages/s with 20 admins : Spring STOMP + JDBC",
                                ratio(
                                        Contender.SPRING_STOMP,
                                        Demand.MAX_MANY,
                                        Measured::perSecond)))
                .forEach(figure -> table.row(figure.row()));
        return table;
    }

    private double toSocketIo(Demand demand, ToDoubleFunction<Measured> value) {
        return ratio(Contender.SOCKET_IO, demand, value);
    }

    private double ratio(Contender other, Demand demand, ToDoubleFunction<Measured> value) {
        return median(Contender.PARLEY, demand, value) / median(other, demand, value);
    }

    private Table speeds() {
        Table table = headed("");
        for (Demand demand : List.of(Demand.MAX, Demand.MAX_MANY)) {
            table.row(
                    cells(
                            demand,
                            contender ->
                                    number(median(contender, demand, Measured::perSecond), 0)));
        }
        String limit =
                insertLimit.isEmpty() ? "pgbench is missing" : number(Medians.of(insertLimit), 0);
        table.row(List.of("pgbench, single rows, " + Pgbench.CLIENTS + " clients", limit, "", ""));
        return table;
    }

    private Table latencies() {
        Table table = headed("");
        for (Demand demand : List.of(Demand.RATE_200, Demand.RATE_500, Demand.RATE_2000)) {
            table.row(
                    cells(
                            demand,
                            contender ->
                                    number(median(contender, demand, Measured::p50), 2)
                                            + " / "
                                            + number(median(contender, demand, Measured::p95), 2)
                                            + " / "
                                            + number(median(contender, demand, Measured::p99), 2)));
        }
        return table;
    }

    private Table costs() {
        Table table = headed("");
        for (Demand demand : Demand.values()) {
            table.row(
                    cells(
                            demand,
                            contender ->
                                    number(median(contender, demand, Measured::server), 0)
                                            + " + "
                                            + number(
                                                    median(contender, demand, Measured::database),
                                                    0)
                                            + " = "
                                            + number(
                                                    median(
                                                            contender,
                                                            demand,
                                                            Measured::serverAndDatabase),
                                                    0)
                                            + " ("
                                            + number(
                                                    median(contender, demand, Measured::generator),
                                                    0)
                                            + ")"));
        }
        return table;
    }

    private Table rounds() {
        Table table = headed("");
        for (Demand demand : List.of(Demand.MAX, Demand.MAX_MANY)) {
            table.row(
                    cells(
                            demand,
                            contender ->
                                    measured(contender, demand).stream()
                                            .map(measured -> number(measured.perSecond(), 0))
                                            .reduce((one, next) -> one + " / " + next)
                                            .orElse("")));
        }
        return table;
    }

    private static Table headed(String first) {
        List<String> head = new ArrayList<>(List.of(first));
        for (Contender contender : Contender.values()) {
            head.add(contender.title());
        }
        return new Table(head);
    }

    private interface Cell {
        String of(Contender contender);
    }

    private static List<String> cells(Demand demand, Cell cell) {
        List<String> cells = new ArrayList<>(List.of(demand.title));
        for (Contender contender : Contender.values()) {
            cells.add(cell.of(contender));
        }
        return cells;
    }

    private double median(Contender contender, Demand demand, ToDoubleFunction<Measured> value) {
        return Medians.of(measured(contender, demand).stream().mapToDouble(value).boxed().toList());
    }

    private List<Measured> measured(Contender contender, Demand demand) {
        return results.getOrDefault(contender, Map.of()).getOrDefault(demand, List.of());
    }

    private static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
