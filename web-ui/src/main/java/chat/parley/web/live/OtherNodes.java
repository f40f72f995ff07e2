package chat.parley.web.live;

import java.util.function.Consumer;

/** The other servers on the same database; for what may get lost. */
interface OtherNodes {

    /** Sends a short text to all of them, if that is possible right now; never waits. */
    void tell(String text);

    /** Hears what they tell, and what this node tells itself; the listener returns at once. */
    void listen(Consumer<String> listener);
}
