package chat.parley.log;

import java.util.List;
import java.util.Map;

/**
 * Brings stored events of earlier revisions to the newest one of their type, one revision after the
 * other, whenever they are read. The log itself stays as it was written.
 */
final class Upcasters {

    /**
     * Turns the JSON of one revision into that of the next. A pure function: the same input gives
     * the same output on every node and in every replay, and is not changed. The personal part may
     * have been erased, so nothing may be asked of it.
     */
    @FunctionalInterface
    interface Upcaster {

        EventJson upcast(EventJson earlier);
    }

    /** All there are; of each type from revision 1 on. */
    static final Upcasters ALL =
            new Upcasters(
                    Map.of("ReplyEmailFailed", List.of(ReplyEmailFailedRevisions::reasonAsWord)));

    private final Map<String, List<Upcaster>> byType;

    /**
     * @param byType the n-th of a type takes its revision n to n + 1
     */
    Upcasters(Map<String, List<Upcaster>> byType) {
        this.byType = byType;
    }

    /** The revision that events of this type are written in. */
    int newestRevision(String type) {
        return 1 + of(type).size();
    }

    /**
     * @throws UnknownEvent if there is no such revision, or not yet
     */
    EventJson upcast(String type, int revision, EventJson stored) {
        if (revision < 1 || revision > newestRevision(type)) {
            throw new UnknownEvent(type, revision);
        }
        EventJson json = stored;
        for (Upcaster next : of(type).subList(revision - 1, of(type).size())) {
            json = next.upcast(json);
        }
        return json;
    }

    private List<Upcaster> of(String type) {
        return byType.getOrDefault(type, List.of());
    }
}
