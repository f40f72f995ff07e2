package chat.parley.benchmarks;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Runs the benchmark that is named, prints its report, and writes it into {@code results/}. */
final class Benchmarks {

    private static final Map<String, Supplier<Benchmark>> ALL =
            new TreeMap<>(
                    Map.of(
                            "end-to-end", EndToEnd::new,
                            "append", Append::new,
                            "rebuild", Rebuild::new,
                            "verify", Verify::new,
                            "wake-up", WakeUp::new,
                            "chat-length", ChatLength::new,
                            "fan-out", FanOutToMany::new,
                            "idle-sockets", IdleSockets::new,
                            "chats", Chats::new));

    private Benchmarks() {}

    public static void main(String[] args) throws Exception {
        Supplier<Benchmark> benchmark = args.length == 1 ? ALL.get(args[0]) : null;
        if (benchmark == null) {
            System.err.println("There are these benchmarks: " + String.join(", ", ALL.keySet()));
            System.exit(2);
            return;
        }
        Report report = new Report(args[0]);
        benchmark.get().run(report);
        report.write(Path.of("results"));
        System.exit(report.hasFaults() ? 1 : 0);
    }
}
