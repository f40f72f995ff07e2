package chat.parley.api;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A chat with a page of its messages, oldest first.
 *
 * @param userId the host's id of the user; personal
 * @param hasMore whether there are more messages in the direction of the page
 * @param unreadByUser admins' messages that the user has not read
 * @param unreadByAdmins user's messages later than the last one an admin has viewed
 * @param userReadUpTo sequence, 0 at first
 * @param adminViewedUpTo sequence, 0 at first
 * @param erasedAt when the person was forgotten; an erased chat counts as archived, and has nothing
 *     unread
 */
public record ConversationView(
        UUID id,
        @Nullable String userId,
        @Nullable String userEmail,
        @Nullable String userName,
        boolean archived,
        Instant createdAt,
        List<MessageView> messages,
        boolean hasMore,
        long unreadByUser,
        long unreadByAdmins,
        long userReadUpTo,
        long adminViewedUpTo,
        @Nullable Instant erasedAt) {}
