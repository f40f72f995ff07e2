package chat.parley.benchmarks.springstomp;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.simp.SimpMessageSendingOperations;
import org.springframework.messaging.simp.annotation.SendToUser;
import org.springframework.stereotype.Controller;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/** Stores a message, answers its sender, and tells the chat and the admins. */
@Controller
class Messages {

    private static final String TABLE =
            """
            create table if not exists message (
                id                bigint      generated always as identity primary key,
                chat_id           uuid        not null,
                sender_type       text        not null,
                content           text        not null,
                client_message_id uuid        not null,
                created_at        timestamptz not null default now()
            )\
            """;

    private static final String INDEX =
            "create index if not exists message_chat on message (chat_id, id)";

    private static final String INSERT =
            """
            insert into message (chat_id, sender_type, content, client_message_id)
            values (?, ?, ?, ?) returning id, created_at\
            """;

    private final JdbcTemplate jdbc;
    private final SimpMessageSendingOperations messaging;

    Messages(JdbcTemplate jdbc, SimpMessageSendingOperations messaging) {
        this.jdbc = jdbc;
        this.messaging = messaging;
        jdbc.execute(TABLE);
        jdbc.execute(INDEX);
    }

    record NewMessage(String content, UUID clientMessageId) {}

    record Message(
            long id, String content, String senderType, Instant createdAt, UUID clientMessageId) {}

    record OfChat(String type, Message message) {}

    record OfUser(String type, UUID chatId, Message message) {}

    @MessageMapping("/support_chat.{chatId}.send_message")
    @SendToUser(destinations = "/queue/replies", broadcast = false)
    OfChat send(@DestinationVariable UUID chatId, NewMessage sent) {
        Message message = store(chatId, sent);
        messaging.convertAndSend(
                "/topic/support_chat." + chatId, new OfChat("new_message", message));
        messaging.convertAndSend(
                "/topic/admin_support_notifications",
                new OfUser("new_user_message", chatId, message));
        return new OfChat("message_accepted", message);
    }

    private Message store(UUID chatId, NewMessage sent) {
        return jdbc.queryForObject(
                INSERT,
                (row, _) ->
                        new Message(
                                row.getLong("id"),
                                sent.content(),
                                "user",
                                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                                sent.clientMessageId()),
                chatId,
                "user",
                sent.content(),
                sent.clientMessageId());
    }
}
