package chat.parley.log.verification;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Links that were noted outside of the log, by their positions. */
final class KnownLinks {

    private final NavigableMap<Long, List<LogLink>> links = new TreeMap<>();

    KnownLinks(Collection<LogLink> known) {
        for (LogLink link : known) {
            links.computeIfAbsent(link.position(), _ -> new ArrayList<>()).add(link);
        }
    }

    /** Whether one of them is for the position of this link and has another hash. */
    boolean contradict(LogLink link) {
        return links.getOrDefault(link.position(), List.of()).stream()
                .anyMatch(known -> !known.hash().equals(link.hash()));
    }

    boolean haveOneAt(long position) {
        return links.containsKey(position);
    }

    /** The first that is beyond a position, null if there is none. */
    @Nullable LogLink firstBeyond(long position) {
        Map.Entry<Long, List<LogLink>> beyond = links.higherEntry(position);
        return beyond == null ? null : beyond.getValue().getFirst();
    }
}
