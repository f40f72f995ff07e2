package chat.parley.log.verification;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Links and events that were noted outside of the log, by their positions. */
final class KnownLinks {

    private record Known(LogPlace place, @Nullable String hash) {

        boolean contradicts(LogLink link) {
            return !place.equals(link.place()) || (hash != null && !hash.equals(link.hash()));
        }
    }

    private final NavigableMap<Long, List<Known>> known = new TreeMap<>();

    KnownLinks(Collection<LogLink> links, Collection<LogPlace> events) {
        links.forEach(link -> add(new Known(link.place(), link.hash())));
        events.forEach(event -> add(new Known(event, null)));
    }

    private void add(Known noted) {
        known.computeIfAbsent(noted.place().position(), _ -> new ArrayList<>()).add(noted);
    }

    /** Whether one of them is for the position of this link, and is another. */
    boolean contradict(LogLink link) {
        return known.getOrDefault(link.position(), List.of()).stream()
                .anyMatch(noted -> noted.contradicts(link));
    }

    boolean haveOneAt(long position) {
        return known.containsKey(position);
    }

    /** The first that is beyond a position, null if there is none. */
    @Nullable LogPlace firstBeyond(long position) {
        Map.Entry<Long, List<Known>> beyond = known.higherEntry(position);
        return beyond == null ? null : beyond.getValue().getFirst().place();
    }
}
