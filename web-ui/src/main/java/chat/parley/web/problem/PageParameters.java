package chat.parley.web.problem;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a chat's messages is asked for.
 *
 * @param before only messages earlier than this sequence
 * @param after only messages later than this sequence; never together with {@code before}
 * @param limit how many at most
 */
public record PageParameters(@Nullable Long before, @Nullable Long after, int limit) {

    private static final int MOST = 200;
    private static final int MOST_AFTER = 1_000;

    /**
     * Reads {@code before}, {@code after} and {@code limit}.
     *
     * @param usualLimit what counts without {@code limit} and {@code after}
     * @throws InvalidRequest 400 if one of them is wrong
     */
    public static PageParameters of(Parameters parameters, int usualLimit) {
        Long before = parameters.number("before", 1, Long.MAX_VALUE);
        Long after = parameters.number("after", 0, Long.MAX_VALUE);
        if (before != null && after != null) {
            throw InvalidRequest.malformed("before and after exclude each other.");
        }
        int limit =
                after == null
                        ? limit(parameters, MOST, usualLimit)
                        : limit(parameters, MOST_AFTER, MOST_AFTER);
        return new PageParameters(before, after, limit);
    }

    /**
     * Reads the {@code limit} of any other list.
     *
     * @throws InvalidRequest 400 if it is not 1 to 200
     */
    public static int limit(Parameters parameters, int usual) {
        return limit(parameters, MOST, usual);
    }

    private static int limit(Parameters parameters, int most, int usual) {
        Long limit = parameters.number("limit", 1, most);
        return limit == null ? usual : limit.intValue();
    }
}
