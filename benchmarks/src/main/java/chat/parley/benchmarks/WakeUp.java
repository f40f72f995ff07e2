package chat.parley.benchmarks;

import chat.parley.benchmarks.node.Node;
import chat.parley.benchmarks.node.Stream;
import chat.parley.benchmarks.server.Database;
import chat.parley.benchmarks.server.ProcessorClock;
import chat.parley.log.LoggedEvent;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** How soon a node has what was appended on another, while nothing else goes on. */
final class WakeUp implements Benchmark {

    private static final int WARM_UP = 300;
    private static final int EVENTS = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Long enough for everybody to have gone to sleep again. */
    private static final int SHORTEST_PAUSE_MILLIS = 20;

    private static final int LONGEST_PAUSE_MILLIS = 60;

    private final Latencies append = new Latencies();
    private final Latencies sameNode = new Latencies();
    private final Latencies otherNode = new Latencies();
    private final Quietness quietness = new Quietness();

    @Override
    public void run(Report report) throws Exception {
        try (Database postgres = new Database()) {
            report.surroundings(
                    "PostgreSQL", postgres.version() + ", fsync and synchronous_commit on");
            String url = postgres.url(postgres.create("log"));
            try (Node writing = new Node(url, Database.USER);
                    Node other = new Node(url, Database.USER)) {
                ProcessorClock clock = new ProcessorClock(postgres);
                measure(report, writing, other);
                quietness.add(clock.used());
            }
        }
        quietness.tell(report);
        report.paragraph(
                "Single events with pauses of %d to %d ms between them; all times count from the"
                                .formatted(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS)
                        + " call of the append, so that they include the writing to disk.");
        report.table(
                "Figure to reach",
                Table.of("What", "To reach", "This run", "")
                        .row(
                                "p50 on another node",
                                "≤ 15 ms",
                                "%.2f ms".formatted(otherNode.millis(50)),
                                otherNode.millis(50) <= 15 ? "reached" : "**not reached**"));
        report.table(
                "Until it is known",
                new Table(Latencies.HEAD)
                        .row(append.row("to the caller of the append"))
                        .row(sameNode.row("to a reader on the same node"))
                        .row(otherNode.row("to a reader on another node")));
    }

    /** An event that arrived. */
    private record Arrival(LoggedEvent event, long nanoTime) {}

    private void measure(Report report, Node writing, Node other) throws InterruptedException {
        BlockingQueue<Arrival> here = new LinkedBlockingQueue<>();
        BlockingQueue<Arrival> there = new LinkedBlockingQueue<>();
        writing.tail(events -> arrived(here, events));
        other.tail(events -> arrived(there, events));
        Stream chat = new Stream();
        for (int i = 0; i < WARM_UP + EVENTS; i++) {
            Thread.sleep(
                    ThreadLocalRandom.current()
                            .nextInt(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS));
            long start = System.nanoTime();
            writing.log().appendEvents(chat.messages(1));
            long appended = System.nanoTime();
            Arrival first = here.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            Arrival second = there.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (first == null || second == null) {
                report.fault("Event " + i + " did not arrive within " + PATIENCE);
                return;
            }
            if (first.event().sequence() != i || second.event().sequence() != i) {
                report.fault("Another event than number " + i + " arrived");
            }
            if (i >= WARM_UP) {
                append.record(appended - start);
                sameNode.record(first.nanoTime() - start);
                otherNode.record(second.nanoTime() - start);
            }
        }
    }

    private static void arrived(BlockingQueue<Arrival> arrivals, List<LoggedEvent> events) {
        long now = System.nanoTime();
        events.forEach(event -> arrivals.add(new Arrival(event, now)));
    }
}
