package chat.parley.query.inbox;

import chat.parley.api.InboxItem;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/** A row of {@code inbox.chat}; only the projection writes it. */
@Entity
@Immutable
@Table(schema = "inbox", name = "chat")
class InboxEntry {

    @Id
    @Column(name = "chat_id")
    UUID chatId;

    @Column(name = "user_id")
    @Nullable String userId;

    @Column(name = "user_email")
    @Nullable String userEmail;

    @Column(name = "user_name")
    @Nullable String userName;

    /** Null only before the first message; such a chat is not listed. */
    @Column(name = "last_message_at")
    Instant lastMessageAt;

    @Column(name = "last_message_preview")
    @Nullable String lastMessagePreview;

    @Column(name = "last_message_sender")
    String lastMessageSender;

    @Column(name = "message_count")
    long messageCount;

    @Column(name = "unread_count")
    long unreadCount;

    @Column(name = "archived_at")
    @Nullable Instant archivedAt;

    @Column(name = "erased_at")
    @Nullable Instant erasedAt;

    InboxItem item() {
        return new InboxItem(
                chatId,
                userId,
                userEmail,
                userName,
                lastMessageAt,
                lastMessagePreview,
                lastMessageSender,
                messageCount,
                unreadCount > 0,
                unreadCount,
                archivedAt != null,
                erasedAt != null ? true : null);
    }
}
