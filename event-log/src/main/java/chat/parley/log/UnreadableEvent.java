package chat.parley.log;

/** What is stored of an event is not what its type holds, so nobody can handle it. */
public final class UnreadableEvent extends RuntimeException {

    UnreadableEvent(long position, RuntimeException cause) {
        super("The event at position " + position + " cannot be read", cause);
    }
}
