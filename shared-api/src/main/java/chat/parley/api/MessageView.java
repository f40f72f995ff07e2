package chat.parley.api;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * A message as clients see it.
 *
 * @param sequence place in its chat: 1, 2, 3… without gaps
 * @param content null once the person was forgotten
 * @param senderType "user" or "admin"
 * @param readAt when the other side first saw it
 * @param erased true once the person was forgotten, else null, and then left out of JSON
 */
public record MessageView(
        UUID id,
        long sequence,
        @Nullable String content,
        String senderType,
        @Nullable String senderName,
        @Nullable Instant readAt,
        Instant createdAt,
        UUID clientMessageId,
        @Nullable Boolean erased) {

    /** A message is never without content but after an erasure. */
    public MessageView(
            UUID id,
            long sequence,
            @Nullable String content,
            String senderType,
            @Nullable String senderName,
            @Nullable Instant readAt,
            Instant createdAt,
            UUID clientMessageId) {
        this(
                id,
                sequence,
                content,
                senderType,
                senderName,
                readAt,
                createdAt,
                clientMessageId,
                content == null ? true : null);
    }

    /** The message as it stands at the moment of sending, read by nobody. */
    public static MessageView of(ChatEvent.MessageSent sent) {
        return new MessageView(
                sent.messageId(),
                sent.sequence(),
                sent.content(),
                sent.by().type() == Actor.Type.ADMIN ? "admin" : "user",
                sent.by().name(),
                null,
                sent.at(),
                sent.clientMessageId());
    }

    /** What is left of the message after an erasure. */
    public MessageView withoutPersonalPart() {
        return new MessageView(
                id, sequence, null, senderType, null, readAt, createdAt, clientMessageId);
    }

    /** The same message, first seen by the other side at this moment; null for not yet. */
    public MessageView readAt(@Nullable Instant moment) {
        return new MessageView(
                id, sequence, content, senderType, senderName, moment, createdAt, clientMessageId);
    }
}
