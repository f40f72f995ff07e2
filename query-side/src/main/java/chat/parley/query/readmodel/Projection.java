package chat.parley.query.readmodel;

import chat.parley.api.ChatEvent;

import java.util.List;

/** Says what each event means to a read model. The same code serves live events and a rebuild. */
public interface Projection {

    /** The read model's name, for ever: its position in the log is kept under it. */
    String name();

    /**
     * The statements it uses, in the order in which they run for a batch of events, each once for
     * all of them. So this must be an order that comes to the same as one event after the other.
     */
    List<SqlStatement> statements();

    /** Adds what this event changes. */
    void project(ChatEvent event, SqlBatch sql);

    /**
     * Statements that take a chat out of the read model; each has the chat's id as its parameter.
     */
    List<String> removals();

    /** Empties the read model, for a rebuild from the first event. */
    String clear();
}
