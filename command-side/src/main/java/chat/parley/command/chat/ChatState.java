package chat.parley.command.chat;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * What a chat remembers, as its snapshots hold it: everything but what is personal, which stays in
 * the log alone.
 *
 * @param detailsSequence place in the stream of the event that holds the user's newest details
 * @param nameAsOf when the host said the user's name, as it stands
 * @param viewedUpTo the newest message that an admin has looked at
 */
record ChatState(
        long detailsSequence,
        Instant nameAsOf,
        Instant emailAsOf,
        Instant lastEventAt,
        @Nullable Instant lastReadAt,
        boolean archived,
        long lastSequence,
        long lastUserSequence,
        long viewedUpTo,
        Replies.State replies) {

    /** Of another revision is what this version cannot read; count it up with every change. */
    static final int REVISION = 1;
}
