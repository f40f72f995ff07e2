package chat.parley.benchmarks;

import chat.parley.benchmarks.load.SocketLoop;
import chat.parley.benchmarks.server.ChatServer;
import chat.parley.benchmarks.server.Contender;
import chat.parley.benchmarks.server.Database;
import chat.parley.benchmarks.server.Heap;
import chat.parley.benchmarks.server.LiveHeap;

import java.io.IOException;
import java.util.List;

/** What a user costs who has the page open and says nothing: heap for each socket. */
final class IdleSockets implements Benchmark {

    private static final int SOCKETS = 5_000;

    /** Below the number of sockets that Parley lets one user have. */
    private static final int SOCKETS_OF_A_USER = 10;

    private static final int WARM_UP = 200;
    private static final double GIB = 1L << 30;

    @Override
    public void run(Report report) throws Exception {
        report.surroundings("Heap of both JVMs", Heap.SIZE);
        Table table = Table.of("", "KiB of heap a socket", "sockets a GiB");
        double parley = Double.NaN;
        try (Database postgres = new Database()) {
            for (Contender contender : List.of(Contender.PARLEY, Contender.SPRING_STOMP)) {
                double bytes = bytesPerSocket(report, postgres, contender);
                if (contender == Contender.PARLEY) {
                    parley = bytes;
                }
                table.row(
                        contender.title(),
                        "%.1f".formatted(bytes / 1024),
                        "%,.0f".formatted(GIB / bytes));
            }
        }
        report.paragraph(
                "%,d sockets, connected, subscribed to their chat and their answers, with heartbeats"
                                .formatted(SOCKETS)
                        + " where the server asks for them; the heap after full collections, less"
                        + " what it was before they came.");
        double kib = parley / 1024;
        report.table(
                "Figure to reach",
                Table.of("What", "To reach", "This run", "")
                        .row(
                                "heap of an idle socket",
                                "≤ 20 KiB",
                                "%.1f KiB".formatted(kib),
                                kib <= 20
                                        ? "reached"
                                        : kib <= 50
                                                ? "not reached, but 50 KiB holds"
                                                : "**not reached**"));
        report.table("Idle sockets", table);
    }

    private static double bytesPerSocket(Report report, Database postgres, Contender contender)
            throws IOException, InterruptedException {
        String database = postgres.create("idle");
        try (ChatServer server = contender.start(postgres, database);
                SocketLoop loop = new SocketLoop()) {
            // What is loaded with the first sockets belongs to none of them.
            open(server, loop, 0, WARM_UP);
            long before = LiveHeap.bytes(server.process());
            open(server, loop, WARM_UP, WARM_UP + SOCKETS);
            long after = LiveHeap.bytes(server.process());
            loop.losses().forEach(loss -> report.fault(contender.title() + ": " + loss));
            Report.progress(
                    "%s: %,d bytes before, %,d after".formatted(contender.title(), before, after));
            return (double) (after - before) / SOCKETS;
        } finally {
            postgres.drop(database);
        }
    }

    private static void open(ChatServer server, SocketLoop loop, int from, int to)
            throws IOException {
        for (int i = from; i < to; i++) {
            loop.add(
                    server.user(i / SOCKETS_OF_A_USER),
                    server.dialect().heartbeat(),
                    (_, _, _, _) -> {});
        }
    }
}
