package chat.parley.benchmarks;

import chat.parley.benchmarks.server.ProcessorClock;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How much other processes disturbed the measurements. */
final class Quietness {

    private final List<Double> others = new ArrayList<>();

    void add(ProcessorClock.Used used) {
        others.add(used.others());
    }

    void tell(Report report) {
        report.surroundings(
                "Quietness",
                "other processes took %.0f %% of the processors, %.0f %% at the worst time"
                        .formatted(100 * Medians.of(others), 100 * Collections.max(others)));
    }
}
