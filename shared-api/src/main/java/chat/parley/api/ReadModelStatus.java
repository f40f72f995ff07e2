package chat.parley.api;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * How a read model gets on. While it is rebuilt, this tells of the new generation; the old one
 * answers all queries and keeps up with the log.
 *
 * @param state "live" or "rebuilding"
 * @param position up to where the log has been worked through
 * @param head the newest position of the log
 * @param lagEvents how many events are left
 * @param progress from 0 to 1; 1 only if it is live
 * @param eventsPerSecond over the last seconds; null as long as nothing was measured
 * @param etaSeconds until a rebuild has caught up, at this rate; null if it is live, has caught up
 *     and makes its indexes, or nobody knows
 * @param rebuiltAt when the last rebuild was over; null if there was none
 */
public record ReadModelStatus(
        String name,
        String state,
        long position,
        long head,
        long lagEvents,
        double progress,
        @Nullable Double eventsPerSecond,
        @Nullable Long etaSeconds,
        @Nullable Instant rebuiltAt) {

    /** No property: the state says it. */
    public boolean beingRebuilt() {
        return state.equals("rebuilding");
    }
}
