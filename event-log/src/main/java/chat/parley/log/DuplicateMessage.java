package chat.parley.log;

import org.axonframework.common.AxonNonTransientException;

/**
 * The stream holds a message with this client message id already; nothing was stored. Whether that
 * is the same message once more or another one is for the caller to tell.
 */
public final class DuplicateMessage extends AxonNonTransientException {

    private final transient LoggedEvent stored;

    DuplicateMessage(LoggedEvent stored) {
        super("The client message id was used before in this stream");
        this.stored = stored;
    }

    /** The event that was stored first under this id. */
    public LoggedEvent stored() {
        return stored;
    }

    /** An answer, not a fault: its stack is of no use to anybody. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
