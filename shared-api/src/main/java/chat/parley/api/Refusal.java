package chat.parley.api;

import org.axonframework.common.AxonNonTransientException;
import org.jspecify.annotations.Nullable;

/** A rule's no. It is final: the same command would be refused again, so nobody retries it. */
public final class Refusal extends AxonNonTransientException {

    /** The rules that say no. */
    public enum Reason {
        /** There is no such chat, or the caller may not know of it. */
        NO_SUCH_CHAT,
        /** The content is blank, too long, or holds what cannot be stored. */
        INVALID_CONTENT,
        /** The sequence is negative or beyond the newest message. */
        INVALID_SEQUENCE,
        /** The client message id was used before, with other content or by another sender. */
        CLIENT_MESSAGE_ID_TAKEN,
        /** What is typed to confirm an erasure names another chat or person. */
        WRONG_CONFIRMATION,
        /** The person was forgotten; nothing happens in the chat any more. */
        CHAT_ERASED
    }

    private final Reason reason;
    private final @Nullable String field;

    /**
     * @param field the field at fault as clients name it, if there is one
     * @param sentence says in plain words, without personal data, what is wrong
     */
    public Refusal(Reason reason, @Nullable String field, String sentence) {
        super(sentence);
        this.reason = reason;
        this.field = field;
    }

    public Reason reason() {
        return reason;
    }

    public @Nullable String field() {
        return field;
    }

    /** A refusal is an answer, not a fault: its stack is of no use to anybody. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
