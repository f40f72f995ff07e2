package chat.parley.benchmarks;

import chat.parley.api.ChatCommand.SendMessage;
import chat.parley.benchmarks.node.Node;
import chat.parley.benchmarks.node.Stream;
import chat.parley.benchmarks.server.Database;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Whether sending to a chat costs more the longer it is: while the chat is in memory, and when it
 * has to be loaded first.
 */
final class ChatLength implements Benchmark {

    private static final int SHORT = 10;
    private static final int LONG = 100_000;
    private static final int EVENTS_OF_AN_APPEND = 200;
    private static final int WARM_UP = 2_000;
    private static final int WARM = 3_000;
    private static final int COLD = 40;

    private final Latencies warmShort = new Latencies();
    private final Latencies warmLong = new Latencies();
    private final Latencies coldShort = new Latencies();
    private final Latencies coldLong = new Latencies();

    @Override
    public void run(Report report) throws Exception {
        try (Database postgres = new Database()) {
            report.surroundings(
                    "PostgreSQL", postgres.version() + ", fsync and synchronous_commit on");
            String url = postgres.url(postgres.create("chats"));
            Stream brief;
            Stream endless;
            try (Node node = new Node(url, Database.USER)) {
                brief = seed(node, SHORT);
                endless = seed(node, LONG);
                Report.progress("Seeded a chat of %,d messages".formatted(LONG));
            }
            try (Node node = new Node(url, Database.USER)) {
                measure(node, brief, endless);
            }
        }
        tell(report);
    }

    private static Stream seed(Node node, int messages) {
        Stream chat = new Stream();
        node.log().appendEvents(chat.start());
        for (int left = messages; left > 0; left -= EVENTS_OF_AN_APPEND) {
            node.log().appendEvents(chat.messages(Math.min(left, EVENTS_OF_AN_APPEND)));
        }
        return chat;
    }

    private void measure(Node node, Stream brief, Stream endless) {
        for (int i = 0; i < WARM_UP; i++) {
            send(node, brief);
            send(node, endless);
        }
        Stream fresh = seed(node, SHORT);
        for (int i = 0; i < WARM; i++) {
            warmShort.record(send(node, fresh));
            warmLong.record(send(node, endless));
        }
        // The chats grow while they are measured, so the brief one is another each time.
        List<Stream> briefs = new ArrayList<>();
        for (int i = 0; i < COLD; i++) {
            briefs.add(seed(node, SHORT));
        }
        for (Stream another : briefs) {
            node.forgetChats();
            coldShort.record(send(node, another));
            coldLong.record(send(node, endless));
        }
    }

    private static long send(Node node, Stream chat) {
        SendMessage command =
                new SendMessage(
                        chat.chat(), chat.user(), Stream.now(), "Any news?", UUID.randomUUID());
        long start = System.nanoTime();
        node.chats().send(command);
        return System.nanoTime() - start;
    }

    private void tell(Report report) {
        report.paragraph(
                "One caller sends to the two chats by turns. Cold is the first command after the"
                        + " chats were taken out of memory; it has to load the chat.");
        report.table(
                "Figures to reach",
                new Table(Figure.HEAD)
                        .row(ratio(1.2, "warm", warmLong, warmShort))
                        .row(ratio(2, "cold", coldLong, coldShort)));
        report.table(
                "Time to send a message",
                new Table(Latencies.HEAD)
                        .row(warmShort.row("warm, few messages"))
                        .row(warmLong.row("warm, 100,000 messages"))
                        .row(coldShort.row("cold, 10 messages"))
                        .row(coldLong.row("cold, 100,000 messages")));
    }

    private static List<String> ratio(double bound, String state, Latencies one, Latencies other) {
        return Figure.atMost(
                        bound,
                        "p50 in a chat of 100,000 messages : in one of few, " + state,
                        one.millis(50) / other.millis(50))
                .row();
    }
}
