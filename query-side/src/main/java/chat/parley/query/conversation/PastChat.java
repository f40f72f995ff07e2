package chat.parley.query.conversation;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A chat as it stood at an instant, without its messages.
 *
 * @param lastSequence of its newest message then, 0 without one
 * @param erasedAt when the person was forgotten, if that was over then; nothing counts as unread
 *     from then on
 */
record PastChat(
        @Nullable String userId,
        @Nullable String userEmail,
        @Nullable String userName,
        boolean archived,
        Instant createdAt,
        long lastSequence,
        long userReadUpTo,
        long adminViewedUpTo,
        long unreadByUser,
        long unreadByAdmins,
        @Nullable Instant erasedAt) {}
