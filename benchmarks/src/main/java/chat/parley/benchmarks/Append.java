package chat.parley.benchmarks;

import chat.parley.benchmarks.node.Node;
import chat.parley.benchmarks.node.Stream;
import chat.parley.benchmarks.server.Database;
import chat.parley.benchmarks.server.Pgbench;
import chat.parley.benchmarks.server.ProcessorClock;

import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** The log alone: how many commands a second it stores, and how long a lone one takes. */
final class Append implements Benchmark {

    private static final int CALLERS = 64;
    private static final int CHATS_OF_A_CALLER = 16;
    private static final int ROUNDS = Integer.getInteger("benchmark.rounds", 3);
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration TIME = Duration.ofSeconds(8);
    private static final Duration ALONE = Duration.ofSeconds(4);

    private final List<Double> manyCallers = new ArrayList<>();
    private final List<Double> singleRows = new ArrayList<>();
    private final Latencies alone = new Latencies();
    private final Quietness quietness = new Quietness();

    @Override
    public void run(Report report) throws Exception {
        Optional<Pgbench> pgbench = Pgbench.find();
        try (Database postgres = new Database()) {
            report.surroundings(
                    "PostgreSQL", postgres.version() + ", fsync and synchronous_commit on");
            for (int round = 1; round <= ROUNDS; round++) {
                round(report, postgres, pgbench);
                Report.progress(
                        "Round %d of %d: %s commands/s, pgbench %s rows/s"
                                .formatted(round, ROUNDS, manyCallers, singleRows));
            }
        }
        tell(report);
    }

    private void round(Report report, Database postgres, Optional<Pgbench> pgbench)
            throws InterruptedException {
        String database = postgres.create("log");
        try (Node node = new Node(postgres.url(database), Database.USER)) {
            append(report, node.log(), WARM_UP);
            ProcessorClock clock = new ProcessorClock(postgres);
            manyCallers.add(append(report, node.log(), TIME));
            appendAlone(node.log());
            quietness.add(clock.used());
        }
        postgres.drop(database);
        if (pgbench.isPresent()) {
            postgres.create("pgbench");
            OptionalDouble rows = pgbench.get().run(postgres, "pgbench", TIME);
            rows.ifPresent(singleRows::add);
            postgres.drop("pgbench");
        }
    }

    /** Commands a second. */
    private static double append(Report report, EventStorageEngine log, Duration time)
            throws InterruptedException {
        long start = System.nanoTime();
        AtomicLong stored = new AtomicLong();
        AtomicLong failed = new AtomicLong();
        AtomicReference<String> firstFailure = new AtomicReference<>("");
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                List<Stream> chats = chats();
                                for (int turn = 0;
                                        System.nanoTime() - start < time.toNanos();
                                        turn++) {
                                    Stream chat = chats.get(turn % chats.size());
                                    try {
                                        log.appendEvents(chat.messages(1));
                                        stored.incrementAndGet();
                                    } catch (RuntimeException e) {
                                        firstFailure.compareAndSet("", String.valueOf(e));
                                        failed.incrementAndGet();
                                        // Nobody knows whether it was stored, so nobody knows what
                                        // comes next.
                                        chats.set(turn % chats.size(), new Stream());
                                    }
                                }
                            }));
        }
        for (Thread caller : callers) {
            caller.join();
        }
        if (failed.get() > 0) {
            report.fault(
                    "%,d of %,d appends failed, the first by %s"
                            .formatted(
                                    failed.get(), failed.get() + stored.get(), firstFailure.get()));
        }
        double seconds = (double) (System.nanoTime() - start) / TimeUnit.SECONDS.toNanos(1);
        return stored.get() / seconds;
    }

    private static List<Stream> chats() {
        List<Stream> chats = new ArrayList<>();
        for (int i = 0; i < CHATS_OF_A_CALLER; i++) {
            chats.add(new Stream());
        }
        return chats;
    }

    private void appendAlone(EventStorageEngine log) {
        List<Stream> chats = chats();
        long start = System.nanoTime();
        for (int turn = 0; System.nanoTime() - start < ALONE.toNanos(); turn++) {
            long before = System.nanoTime();
            log.appendEvents(chats.get(turn % chats.size()).messages(1));
            alone.record(System.nanoTime() - before);
        }
    }

    private void tell(Report report) {
        quietness.tell(report);
        report.paragraph(
                "Commands of one event each, through the engine that the aggregates use; each is"
                        + " durable when its call returns. Medians of "
                        + ROUNDS
                        + " rounds.");
        double commands = Medians.of(manyCallers);
        if (!singleRows.isEmpty()) {
            report.table(
                    "Figure to reach",
                    new Table(Figure.HEAD)
                            .row(
                                    Figure.atLeast(
                                                    0.6,
                                                    "commands/s of %d callers : pgbench with %d clients"
                                                            .formatted(CALLERS, Pgbench.CLIENTS),
                                                    commands / Medians.of(singleRows))
                                            .row()));
        }
        report.table(
                "Commands a second",
                Table.of("", "a second", "each round")
                        .row(CALLERS + " callers", "%,.0f".formatted(commands), rounds(manyCallers))
                        .row(
                                "pgbench, single rows, " + Pgbench.CLIENTS + " clients",
                                singleRows.isEmpty()
                                        ? "pgbench is missing"
                                        : "%,.0f".formatted(Medians.of(singleRows)),
                                rounds(singleRows)));
        report.table("One caller alone", new Table(Latencies.HEAD).row(alone.row("one append")));
    }

    private static String rounds(List<Double> values) {
        return values.stream()
                .map("%,.0f"::formatted)
                .reduce((one, next) -> one + " / " + next)
                .orElse("");
    }
}
