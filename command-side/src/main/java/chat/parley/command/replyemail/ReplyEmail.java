package chat.parley.command.replyemail;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * An e-mail about unread replies.
 *
 * @param messageId the same for every attempt, so that a mail server can drop a repeat
 * @param to the user's address
 * @param userName null if the host never said it
 * @param replies the unread ones, oldest first
 */
record ReplyEmail(
        String messageId,
        String to,
        @Nullable String userName,
        Instant requestedAt,
        List<Reply> replies) {

    /**
     * An admin's message.
     *
     * @param preview at most the first 200 characters, then "…" if there are more
     */
    record Reply(@Nullable String adminName, String preview, Instant at) {}
}
