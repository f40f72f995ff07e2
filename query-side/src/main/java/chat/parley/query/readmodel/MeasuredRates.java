package chat.parley.query.readmodel;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** How many events a second read models have gone through lately, from where they were when. */
final class MeasuredRates {

    private static final Duration WINDOW = Duration.ofSeconds(10);

    /** Over less time a batch more or less would make it jump. */
    private static final Duration SHORTEST = Duration.ofMillis(200);

    private final Map<String, Course> courses = new HashMap<>();

    private record Place(Instant at, long position) {}

    /** The way of one generation, the oldest place first. */
    private record Course(@Nullable Instant rebuildingSince, Deque<Place> places) {}

    /**
     * Adds a place and says how fast the way there was.
     *
     * @param rebuildingSince when its rebuild began; null if it is live
     * @return null as long as there is nothing to compare with
     */
    synchronized @Nullable Double measure(
            String readModel, @Nullable Instant rebuildingSince, Instant at, long position) {
        Course course =
                courses.compute(
                        readModel,
                        (_, known) ->
                                known != null
                                                && Objects.equals(
                                                        known.rebuildingSince(), rebuildingSince)
                                        ? known
                                        : begin(rebuildingSince));
        Deque<Place> places = course.places();
        while (places.size() > 1 && places.getFirst().at().isBefore(at.minus(WINDOW))) {
            places.removeFirst();
        }
        Place from = places.peekFirst();
        places.addLast(new Place(at, position));
        if (from == null || Duration.between(from.at(), at).compareTo(SHORTEST) < 0) {
            return null;
        }
        double seconds = Duration.between(from.at(), at).toNanos() / 1e9;
        return Math.max((position - from.position()) / seconds, 0);
    }

    private static Course begin(@Nullable Instant rebuildingSince) {
        Deque<Place> places = new ArrayDeque<>();
        if (rebuildingSince != null) {
            places.add(new Place(rebuildingSince, 0));
        }
        return new Course(rebuildingSince, places);
    }
}
