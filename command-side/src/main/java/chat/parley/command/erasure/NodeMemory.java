package chat.parley.command.erasure;

import chat.parley.api.ChatId;

/** Something of one node's own, outside the database, that holds what is personal. */
@FunctionalInterface
public interface NodeMemory {

    /** Lets go of all that belongs to the person of a chat; again is no error. */
    void forget(ChatId chat);
}
