package chat.parley.benchmarks;

import chat.parley.api.ChatCommand.SendMessage;
import chat.parley.benchmarks.node.Node;
import chat.parley.benchmarks.node.Stream;
import chat.parley.benchmarks.server.Database;
import chat.parley.benchmarks.server.ProcessorClock;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Whether sending to a chat costs more the longer it is: while the chat is in memory, and when it
 * has to be loaded first.
 */
final class ChatLength implements Benchmark {

    private static final int SHORT = 10;

    /** So many that they stay short while they are measured. */
    private static final int SHORT_CHATS = 300;

    private static final int LONG = 100_000;
    private static final int EVENTS_OF_AN_APPEND = 200;
    private static final int WARM_UP = 2_000;
    private static final int WARM = 3_000;
    private static final int COLD = 40;

    private final Latencies warmShort = new Latencies();
    private final Latencies warmLong = new Latencies();
    private final Latencies coldShort = new Latencies();
    private final Latencies coldLong = new Latencies();
    private final Quietness quietness = new Quietness();

    @Override
    public void run(Report report) throws Exception {
        try (Database postgres = new Database()) {
            report.surroundings(
                    "PostgreSQL", postgres.version() + ", fsync and synchronous_commit on");
            String url = postgres.url(postgres.create("chats"));
            List<Stream> briefs = new ArrayList<>();
            Stream endless;
            try (Node node = new Node(url, Database.USER)) {
                for (int i = 0; i < SHORT_CHATS; i++) {
                    briefs.add(seed(node, SHORT));
                }
                endless = seed(node, LONG);
                Report.progress("Seeded a chat of %,d messages".formatted(LONG));
            }
            try (Node node = new Node(url, Database.USER)) {
                ProcessorClock clock = new ProcessorClock(postgres);
                measure(node, briefs, endless);
                quietness.add(clock.used());
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

    private void measure(Node node, List<Stream> briefs, Stream endless) {
        for (int i = 0; i < WARM_UP + WARM; i++) {
            long one = send(node, briefs.get(i % SHORT_CHATS));
            long other = send(node, endless);
            if (i >= WARM_UP) {
                warmShort.record(one);
                warmLong.record(other);
            }
        }
        for (Stream brief : briefs.subList(0, COLD)) {
            node.forgetChats();
            coldShort.record(send(node, brief));
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
        quietness.tell(report);
        report.paragraph(
                "One caller sends to a short chat and to the long one by turns. Cold is the first command after the"
                        + " chats were taken out of memory; it has to load the chat.");
        report.table(
                "Figures to reach",
                new Table(Figure.HEAD)
                        .row(ratio(1.2, "warm", warmLong, warmShort))
                        .row(ratio(2, "cold", coldLong, coldShort)));
        report.table(
                "Time to send a message",
                new Table(Latencies.HEAD)
                        .row(warmShort.row("warm, 10 to 30 messages"))
                        .row(warmLong.row("warm, 100,000 messages"))
                        .row(coldShort.row("cold, 10 to 30 messages"))
                        .row(coldLong.row("cold, 100,000 messages")));
    }

    private static List<String> ratio(double bound, String state, Latencies one, Latencies other) {
        return Figure.atMost(
                        bound,
                        "p50 in a chat of 100,000 messages : in a short one, " + state,
                        one.millis(50) / other.millis(50))
                .row();
    }
}
