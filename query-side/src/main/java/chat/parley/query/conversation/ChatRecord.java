package chat.parley.query.conversation;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/** A row of {@code conversation.chat}; only the projection writes it. */
@Entity
@Immutable
@Table(schema = "conversation", name = "chat")
class ChatRecord {

    @Id
    @Column(name = "chat_id")
    UUID chatId;

    @Column(name = "user_id")
    @Nullable String userId;

    @Column(name = "user_email")
    @Nullable String userEmail;

    @Column(name = "user_name")
    @Nullable String userName;

    @Column(name = "archived_at")
    @Nullable Instant archivedAt;

    @Column(name = "erased_at")
    @Nullable Instant erasedAt;

    @Column(name = "user_read_up_to")
    long userReadUpTo;

    @Column(name = "admin_viewed_up_to")
    long adminViewedUpTo;

    @Column(name = "created_at")
    Instant createdAt;
}
