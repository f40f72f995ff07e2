package chat.parley.benchmarks;

import org.HdrHistogram.Histogram;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** How long something took, many times. Not thread-safe. */
final class Latencies {

    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);

    private final Histogram micros = new Histogram(LONGEST_MICROS, 3);

    void record(long nanos) {
        micros.recordValue(Math.clamp(TimeUnit.NANOSECONDS.toMicros(nanos), 0, LONGEST_MICROS));
    }

    /** Milliseconds that this share of them did not exceed. */
    double millis(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1_000.0;
    }

    long count() {
        return micros.getTotalCount();
    }

    static final List<String> HEAD = List.of("ms", "p50", "p95", "p99", "max", "count");

    List<String> row(String what) {
        return List.of(
                what,
                number(millis(50)),
                number(millis(95)),
                number(millis(99)),
                number(millis(100)),
                String.valueOf(count()));
    }

    private static String number(double millis) {
        return String.format(Locale.ROOT, "%,.2f", millis);
    }
}
