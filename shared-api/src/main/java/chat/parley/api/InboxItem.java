package chat.parley.api;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * A chat in the admins' list.
 *
 * @param lastMessagePreview the first 100 characters of the newest message, then "…" if there are
 *     more
 * @param lastMessageSender "user" or "admin"
 * @param unreadCount the user's messages later than the last one an admin has viewed
 * @param archived whether it is put away, as an erased chat always is
 * @param erased true once the person was forgotten, else null, and then left out of JSON
 */
public record InboxItem(
        UUID id,
        @Nullable String userId,
        @Nullable String userEmail,
        @Nullable String userName,
        Instant lastMessageAt,
        @Nullable String lastMessagePreview,
        String lastMessageSender,
        long messageCount,
        boolean unread,
        long unreadCount,
        boolean archived,
        @Nullable Boolean erased) {}
