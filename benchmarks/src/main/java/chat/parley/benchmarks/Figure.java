package chat.parley.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * A figure that Parley is to reach: a ratio, and the bound that it is held against.
 *
 * @param what the two things that are compared
 * @param bound what the ratio is to reach
 * @param leastBound what must hold in any case; the bound itself if there is only that
 */
record Figure(String what, Direction direction, double bound, double leastBound, double ratio) {

    /** On which side of the bound the ratio should be. */
    enum Direction {
        AT_LEAST("≥"),
        AT_MOST("≤");

        private final String sign;

        Direction(String sign) {
            this.sign = sign;
        }

        boolean holds(double ratio, double bound) {
            return this == AT_LEAST ? ratio >= bound : ratio <= bound;
        }
    }

    static final List<String> HEAD = List.of("What", "To reach", "This run", "");

    static Figure atLeast(double bound, String what, double ratio) {
        return new Figure(what, Direction.AT_LEAST, bound, bound, ratio);
    }

    static Figure atMost(double bound, String what, double ratio) {
        return new Figure(what, Direction.AT_MOST, bound, bound, ratio);
    }

    /** The same with a bound that must hold even where the other is not reached. */
    Figure orIfNotReached(double bound) {
        return new Figure(what, direction, this.bound, bound, ratio);
    }

    String verdict() {
        if (direction.holds(ratio, bound)) {
            return "reached";
        }
        return leastBound != bound && direction.holds(ratio, leastBound)
                ? "not reached, but " + number(leastBound) + " holds"
                : "**not reached**";
    }

    List<String> row() {
        return List.of(what, direction.sign + " " + number(bound), number(ratio), verdict());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
