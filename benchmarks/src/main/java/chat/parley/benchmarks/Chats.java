package chat.parley.benchmarks;

import chat.parley.benchmarks.server.Database;
import chat.parley.benchmarks.server.Heap;
import chat.parley.benchmarks.server.LogSeed;
import chat.parley.benchmarks.server.ParleyServer;
import chat.parley.benchmarks.server.ParleyTools;
import chat.parley.benchmarks.server.ProcessorClock;

import java.net.http.HttpResponse;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the admins' list and its search stay fast when there are a million chats. */
final class Chats implements Benchmark {

    private static final int FEW = 1_000;
    private static final int MANY = 1_000_000;

    /** Its start, a question and an answer. */
    private static final int EVENTS_OF_A_CHAT = 3;

    private static final int WARM_UP = 300;
    private static final int REQUESTS = 1_000;
    private static final double REACH = 2;
    private static final int LARGEST_PAGE = 200;
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");
    private static final Pattern LIMIT = Pattern.compile("limit=\\d+");

    private final Quietness quietness = new Quietness();

    /** What an admin asks for. */
    private enum Question {
        FIRST_PAGE("list, first page"),
        DEEP_PAGE("list, the page in the middle"),
        SEARCH("search with " + LogSeed.CHATS_OF_AN_ORDER + " hits");

        final String title;

        Question(String title) {
            this.title = title;
        }
    }

    /** A server with its chats, and how long its answers took. */
    private record Installation(
            ParleyServer server, int chats, String deepPage, Map<Question, Latencies> latencies) {

        static Installation of(ParleyServer server, int chats) {
            Map<Question, Latencies> latencies = new EnumMap<>(Question.class);
            for (Question question : Question.values()) {
                latencies.put(question, new Latencies());
            }
            return new Installation(server, chats, pageInTheMiddle(server, chats), latencies);
        }

        Latencies latencies(Question question) {
            return latencies.getOrDefault(question, new Latencies());
        }

        String path(Question question) {
            return switch (question) {
                case FIRST_PAGE -> "/admin/chats?limit=50";
                case DEEP_PAGE -> deepPage;
                case SEARCH ->
                        "/admin/chats?q="
                                + LogSeed.orderNumber(
                                        ThreadLocalRandom.current()
                                                .nextInt(chats / LogSeed.CHATS_OF_AN_ORDER));
            };
        }
    }

    @Override
    public void run(Report report) throws Exception {
        try (Database postgres = new Database()) {
            report.surroundings(
                    "PostgreSQL", postgres.version() + ", fsync and synchronous_commit on");
            report.surroundings("Heap of each server", Heap.SIZE);
            seed(report, postgres, "few", FEW);
            seed(report, postgres, "many", MANY);
            try (ParleyServer few = new ParleyServer(postgres, "few");
                    ParleyServer many = new ParleyServer(postgres, "many")) {
                Installation small = Installation.of(few, FEW);
                Installation large = Installation.of(many, MANY);
                Report.progress("Found the pages in the middle");
                ProcessorClock clock = new ProcessorClock(postgres, few.process(), many.process());
                measure(report, List.of(small, large));
                quietness.add(clock.used());
                tell(report, small, large);
            }
        }
    }

    /** The log is written by one statement, the read models are what Parley makes of it. */
    private static void seed(Report report, Database postgres, String database, int chats) {
        postgres.create(database);
        ParleyTools.migrate(postgres, database);
        LogSeed.fill(postgres.jdbc(database), chats, EVENTS_OF_A_CHAT);
        Report.progress("Seeded the events of %,d chats".formatted(chats));
        ParleyTools.rebuild(postgres, database);
        postgres.jdbc(database).execute("VACUUM (ANALYZE)");
        long found = postgres.count(database, "SELECT count(*) FROM inbox.chat");
        if (found != chats) {
            report.fault("There are %,d chats, not %,d".formatted(found, chats));
        }
        Report.progress("Rebuilt the read models of %,d chats".formatted(chats));
    }

    /** Cursors cannot be made up, so all pages before have to be turned, the largest there are. */
    private static String pageInTheMiddle(ParleyServer server, int chats) {
        String path = "/admin/chats?limit=" + LARGEST_PAGE;
        for (int seen = 0; seen < chats / 2; seen += LARGEST_PAGE) {
            HttpResponse<String> page = server.get(path);
            Matcher next = NEXT.matcher(page.headers().firstValue("Link").orElse(""));
            if (!next.find()) {
                throw new IllegalStateException("The list ends after " + seen + " chats.");
            }
            path = next.group(1);
        }
        return LIMIT.matcher(path).replaceFirst("limit=50");
    }

    private static void measure(Report report, List<Installation> installations) {
        for (int i = 0; i < WARM_UP + REQUESTS; i++) {
            for (Question question : Question.values()) {
                for (Installation installation : installations) {
                    long start = System.nanoTime();
                    HttpResponse<String> answer =
                            installation.server().get(installation.path(question));
                    long time = System.nanoTime() - start;
                    if (i == 0) {
                        check(report, question, answer.body());
                    }
                    if (i >= WARM_UP) {
                        installation.latencies(question).record(time);
                    }
                }
            }
        }
    }

    private static void check(Report report, Question question, String answer) {
        int chats = answer.split("\"last_message_preview\"", -1).length - 1;
        int expected = question == Question.SEARCH ? LogSeed.CHATS_OF_AN_ORDER : 50;
        if (chats != expected) {
            report.fault(
                    "%s: %d chats were listed, not %d".formatted(question.title, chats, expected));
        }
    }

    private void tell(Report report, Installation small, Installation large) {
        quietness.tell(report);
        report.paragraph(
                ("One caller asks the two servers by turns over HTTP. The log was filled by one"
                        + " statement (a question with an order number and an answer in"
                        + " each chat), the read models by Parley's own rebuild."));
        Table figures = new Table(Figure.HEAD);
        Table times = new Table(Latencies.HEAD);
        for (Question question : Question.values()) {
            Latencies few = small.latencies(question);
            Latencies many = large.latencies(question);
            figures.row(
                    Figure.atMost(
                                    REACH,
                                    question.title
                                            + ", p95 at %,d chats : at %,d".formatted(MANY, FEW),
                                    many.millis(95) / few.millis(95))
                            .row());
            times.row(few.row(question.title + ", %,d chats".formatted(FEW)));
            times.row(many.row(question.title + ", %,d chats".formatted(MANY)));
        }
        report.table("Figures to reach", figures);
        report.table("Time of an answer", times);
    }
}
