package chat.parley.benchmarks;

import chat.parley.benchmarks.load.FanOut;
import chat.parley.benchmarks.load.Outcome;
import chat.parley.benchmarks.server.ChatServer;
import chat.parley.benchmarks.server.Contender;
import chat.parley.benchmarks.server.Database;
import chat.parley.benchmarks.server.Heap;
import chat.parley.benchmarks.server.ParleyServer;
import chat.parley.benchmarks.server.ProcessorClock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** One chat that a thousand sockets follow: how fast its messages reach all of them. */
final class FanOutToMany implements Benchmark {

    private static final int FOLLOWERS = 1_000;
    private static final int WINDOW = 8;
    private static final int ROUNDS = Integer.getInteger("benchmark.rounds", 3);
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration TIME = Duration.ofSeconds(8);
    private static final Duration SUBSCRIBED = Duration.ofSeconds(2);
    private static final List<Contender> CONTENDERS =
            List.of(Contender.PARLEY, Contender.SPRING_STOMP, Contender.SOCKET_IO);

    private record Measured(double perSecond, double aloneP50, double aloneP95, double micros) {}

    private final Map<Contender, List<Measured>> results = new EnumMap<>(Contender.class);
    private final Quietness quietness = new Quietness();

    @Override
    public void run(Report report) throws Exception {
        try (Database postgres = new Database()) {
            report.surroundings(
                    "PostgreSQL", postgres.version() + ", fsync and synchronous_commit on");
            report.surroundings("Heap of both JVMs", Heap.SIZE);
            report.surroundings("Raised limits", ParleyServer.RAISED_LIMITS.toString());
            List<Contender> order = new ArrayList<>(CONTENDERS);
            for (int round = 1; round <= ROUNDS; round++) {
                for (Contender contender : order) {
                    Measured measured = turn(report, postgres, contender);
                    results.computeIfAbsent(contender, _ -> new ArrayList<>()).add(measured);
                    Report.progress("Round " + round + ", " + contender.title() + ": " + measured);
                }
                Collections.rotate(order, 1);
            }
        }
        tell(report);
    }

    private Measured turn(Report report, Database postgres, Contender contender) throws Exception {
        String database = postgres.create("turn");
        try (ChatServer server = contender.start(postgres, database)) {
            String chatId = server.chatId(0);
            try (FanOut load = new FanOut(server.dialect(), chatId, server.user(0))) {
                for (int i = 0; i < FOLLOWERS; i++) {
                    load.addFollower(server.follower(chatId));
                }
                Thread.sleep(SUBSCRIBED);
                faults(report, contender, load.run(WINDOW, WARM_UP));
                ProcessorClock clock = new ProcessorClock(postgres, server.process());
                Outcome many = load.run(WINDOW, TIME);
                ProcessorClock.Used used = clock.used();
                quietness.add(used);
                Outcome alone = load.run(1, TIME);
                faults(report, contender, many);
                faults(report, contender, alone);
                return new Measured(
                        many.perSecond(),
                        alone.latencies().getValueAtPercentile(50) / 1_000.0,
                        alone.latencies().getValueAtPercentile(95) / 1_000.0,
                        used.servers().toNanos() / 1_000.0 / many.done() / FOLLOWERS);
            }
        } finally {
            postgres.drop(database);
        }
    }

    private static void faults(Report report, Contender contender, Outcome outcome) {
        outcome.faults().forEach(fault -> report.fault(contender.title() + ": " + fault));
    }

    private void tell(Report report) {
        quietness.tell(report);
        report.paragraph(
                "One user sends, %,d sockets follow the chat; %d messages are under way at once, or"
                                .formatted(FOLLOWERS, WINDOW)
                        + " one alone. Medians of "
                        + ROUNDS
                        + " rounds.");
        report.table(
                "Figure to reach",
                new Table(Figure.HEAD)
                        .row(
                                Figure.atLeast(
                                                1.2,
                                                "deliveries/s : Spring's SimpleBroker",
                                                median(Contender.PARLEY, Measured::perSecond)
                                                        / median(
                                                                Contender.SPRING_STOMP,
                                                                Measured::perSecond))
                                        .row()));
        Table table =
                Table.of("", "deliveries/s", "all have it, p50 ms", "p95 ms", "server µs/delivery");
        for (Contender contender : CONTENDERS) {
            table.row(
                    contender.title(),
                    "%,.0f".formatted(median(contender, Measured::perSecond)),
                    "%.2f".formatted(median(contender, Measured::aloneP50)),
                    "%.2f".formatted(median(contender, Measured::aloneP95)),
                    "%.1f".formatted(median(contender, Measured::micros)));
        }
        report.table("One message to " + FOLLOWERS, table);
    }

    private double median(Contender contender, ToDoubleFunction<Measured> value) {
        return Medians.of(
                results.getOrDefault(contender, List.of()).stream()
                        .map(value::applyAsDouble)
                        .toList());
    }
}
