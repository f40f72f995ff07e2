package chat.parley.query.conversation;

import chat.parley.api.MessageView;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code conversation.message}; only the projection writes it. */
@Entity
@Immutable
@Table(schema = "conversation", name = "message")
@IdClass(MessageRecord.Key.class)
class MessageRecord {

    record Key(UUID chatId, long sequence) implements Serializable {}

    @Id
    @Column(name = "chat_id")
    UUID chatId;

    @Id long sequence;

    UUID id;

    @Nullable String content;

    @Column(name = "sender_type")
    String senderType;

    @Column(name = "sender_name")
    @Nullable String senderName;

    @Column(name = "client_message_id")
    UUID clientMessageId;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "read_at")
    @Nullable Instant readAt;

    MessageView view() {
        return new MessageView(
                id, sequence, content, senderType, senderName, readAt, createdAt, clientMessageId);
    }

    /** As it stood at an instant after its creation, when it may not have been read yet. */
    MessageView viewAt(Instant instant) {
        return readAt != null && readAt.isAfter(instant) ? view().readAt(null) : view();
    }
}
