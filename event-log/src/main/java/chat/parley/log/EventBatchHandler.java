package chat.parley.log;

import java.util.List;

/** What a follower of the log does with the events. */
@FunctionalInterface
public interface EventBatchHandler {

    /**
     * Takes the next events, in order; never an empty list. An exception means that the batch is
     * given again, in part or as a whole.
     */
    void handle(List<LoggedEvent> batch);
}
