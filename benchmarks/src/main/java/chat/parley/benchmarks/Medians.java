package chat.parley.benchmarks;

import java.util.Collection;

/** The middle of several measurements, which one disturbed round does not move. */
final class Medians {

    private Medians() {}

    /** Of an even number of values, the mean of the two in the middle. */
    static double of(Collection<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("Nothing was measured.");
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
