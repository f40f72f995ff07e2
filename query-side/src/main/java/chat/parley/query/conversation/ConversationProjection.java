package chat.parley.query.conversation;

import chat.parley.api.Actor;
import chat.parley.api.ChatEvent;
import chat.parley.api.ChatEvent.ChatArchived;
import chat.parley.api.ChatEvent.ChatRestored;
import chat.parley.api.ChatEvent.ChatStarted;
import chat.parley.api.ChatEvent.ChatViewed;
import chat.parley.api.ChatEvent.MessageSent;
import chat.parley.api.ChatEvent.MessagesRead;
import chat.parley.api.ChatEvent.ReplyEmailAttempted;
import chat.parley.api.ChatEvent.ReplyEmailFailed;
import chat.parley.api.ChatEvent.ReplyEmailRequested;
import chat.parley.api.ChatEvent.ReplyEmailSent;
import chat.parley.api.ChatEvent.ReplyEmailSkipped;
import chat.parley.api.ChatEvent.ReplyEmailUnknown;
import chat.parley.api.ChatEvent.UserDetailsChanged;
import chat.parley.query.readmodel.Projection;
import chat.parley.query.readmodel.SqlBatch;

import java.util.List;

/** Maintains the chats and their messages with their read marks. */
final class ConversationProjection implements Projection {

    private static final String START =
            """
            insert into conversation.chat
                (chat_id, user_id, user_email, user_name, created_at, updated_at)
            values (?, ?, ?, ?, ?, ?)\
            """;
    private static final String CHANGE_DETAILS =
            "update conversation.chat set user_email = ?, user_name = ?, updated_at = greatest(updated_at, ?) where chat_id = ?";
    private static final String ADD_MESSAGE =
            """
            insert into conversation.message
                (chat_id, sequence, id, content, sender_type, sender_name, client_message_id, created_at)
            values (?, ?, ?, ?, ?, ?, ?, ?)\
            """;
    private static final String TOUCH =
            """
            update conversation.chat set last_sequence = ?, last_message_at = ?, updated_at = greatest(updated_at, ?)
            where chat_id = ?\
            """;
    private static final String MARK_MESSAGES =
            """
            update conversation.message set read_at = ?
            where chat_id = ? and sender_type = ? and sequence <= ? and read_at is null\
            """;
    private static final String MARK_READ =
            """
            update conversation.chat set user_read_up_to = ?, read_at = ?, updated_at = greatest(updated_at, ?)
            where chat_id = ?\
            """;
    private static final String MARK_VIEWED =
            """
            update conversation.chat set admin_viewed_up_to = ?, admin_viewed_at = ?, updated_at = greatest(updated_at, ?)
            where chat_id = ?\
            """;
    private static final String ARCHIVE =
            "update conversation.chat set archived_at = ?, updated_at = greatest(updated_at, ?) where chat_id = ?";

    @Override
    public String name() {
        return "conversation";
    }

    /** A mark never reaches beyond the messages of its time, so all messages may be added first. */
    @Override
    public List<String> statements() {
        return List.of(
                START,
                CHANGE_DETAILS,
                ADD_MESSAGE,
                TOUCH,
                MARK_MESSAGES,
                MARK_READ,
                MARK_VIEWED,
                ARCHIVE);
    }

    @Override
    public void project(ChatEvent event, SqlBatch sql) {
        var chat = event.chatId().value();
        var at = SqlBatch.time(event.at());
        switch (event) {
            case ChatStarted started ->
                    sql.add(START, chat, started.userId(), started.email(), started.name(), at, at);
            case UserDetailsChanged changed ->
                    sql.add(CHANGE_DETAILS, changed.email(), changed.name(), at, chat);
            case MessageSent sent -> {
                sql.add(
                        ADD_MESSAGE,
                        chat,
                        sent.sequence(),
                        sent.messageId(),
                        sent.content(),
                        sent.by().type() == Actor.Type.ADMIN ? "admin" : "user",
                        sent.by().name(),
                        sent.clientMessageId(),
                        at);
                sql.add(TOUCH, sent.sequence(), at, at, chat);
            }
            case MessagesRead read -> {
                sql.add(MARK_MESSAGES, at, chat, "admin", read.upToSequence());
                sql.add(MARK_READ, read.upToSequence(), at, at, chat);
            }
            case ChatViewed viewed -> {
                sql.add(MARK_MESSAGES, at, chat, "user", viewed.upToSequence());
                sql.add(MARK_VIEWED, viewed.upToSequence(), at, at, chat);
            }
            case ChatArchived _ -> sql.add(ARCHIVE, at, at, chat);
            case ChatRestored _ -> sql.add(ARCHIVE, null, at, chat);
            case ReplyEmailRequested _,
                    ReplyEmailSkipped _,
                    ReplyEmailAttempted _,
                    ReplyEmailSent _,
                    ReplyEmailFailed _,
                    ReplyEmailUnknown _ -> {
                // The e-mail is no part of the conversation.
            }
        }
    }

    @Override
    public String clear() {
        return "truncate conversation.chat, conversation.message";
    }
}
