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
import chat.parley.query.readmodel.SqlStatement;

import java.util.List;

/** Maintains the chats and their messages with their read marks. */
final class ConversationProjection implements Projection {

    private static final SqlStatement START =
            SqlStatement.ofAll(
                    """
                    insert into conversation.chat
                        (chat_id, user_id, user_email, user_name, created_at, updated_at)
                    select chat_id, user_id, user_email, user_name, at, at
                    from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
                        as started (chat_id, user_id, user_email, user_name, at)
                    """);
    private static final SqlStatement CHANGE_DETAILS =
            SqlStatement.ofNewest(
                    """
                    update conversation.chat set user_email = changed.email, user_name = changed.name,
                        updated_at = greatest(updated_at, changed.at)
                    from unnest(?::uuid[], ?::text[], ?::text[], ?::timestamptz[])
                        as changed (chat_id, email, name, at)
                    where chat.chat_id = changed.chat_id
                    """);
    private static final SqlStatement ADD_MESSAGE =
            SqlStatement.ofAll(
                    """
                    insert into conversation.message (chat_id, sequence, id, content, sender_type,
                        sender_name, client_message_id, created_at)
                    select * from unnest(?::uuid[], ?::int8[], ?::uuid[], ?::text[], ?::text[],
                        ?::text[], ?::uuid[], ?::timestamptz[])
                    """);
    private static final SqlStatement TOUCH =
            SqlStatement.ofNewest(
                    """
                    update conversation.chat set last_sequence = sent.sequence, last_message_at = sent.at,
                        updated_at = greatest(updated_at, sent.at)
                    from unnest(?::uuid[], ?::int8[], ?::timestamptz[]) as sent (chat_id, sequence, at)
                    where chat.chat_id = sent.chat_id
                    """);

    /**
     * Of several marks in one batch, the first that reaches a message is the one that counts; what
     * earlier batches have marked is not looked at again.
     */
    private static final SqlStatement MARK_MESSAGES =
            SqlStatement.ofAll(
                    """
                    update conversation.message set read_at = mark.at
                    from (
                        select chat_id, sender_type, up_to, at,
                            lag(up_to, 1, case sender_type
                                    when 'admin' then user_read_up_to else admin_viewed_up_to end)
                                over (partition by chat_id, sender_type order by up_to, at) as beyond
                        from unnest(?::uuid[], ?::text[], ?::int8[], ?::timestamptz[])
                            as marks (chat_id, sender_type, up_to, at)
                        join conversation.chat using (chat_id)
                    ) as mark
                    where message.chat_id = mark.chat_id and message.sender_type = mark.sender_type
                        and message.sequence > mark.beyond and message.sequence <= mark.up_to
                    """);

    private static final SqlStatement MARK_READ =
            SqlStatement.ofNewest(
                    """
                    update conversation.chat set user_read_up_to = mark.up_to, read_at = mark.at,
                        updated_at = greatest(updated_at, mark.at)
                    from unnest(?::uuid[], ?::int8[], ?::timestamptz[]) as mark (chat_id, up_to, at)
                    where chat.chat_id = mark.chat_id
                    """);
    private static final SqlStatement MARK_VIEWED =
            SqlStatement.ofNewest(
                    """
                    update conversation.chat set admin_viewed_up_to = mark.up_to, admin_viewed_at = mark.at,
                        updated_at = greatest(updated_at, mark.at)
                    from unnest(?::uuid[], ?::int8[], ?::timestamptz[]) as mark (chat_id, up_to, at)
                    where chat.chat_id = mark.chat_id
                    """);
    private static final SqlStatement ARCHIVE =
            SqlStatement.ofNewest(
                    """
                    update conversation.chat set archived_at = change.archived_at,
                        updated_at = greatest(updated_at, change.at)
                    from unnest(?::uuid[], ?::timestamptz[], ?::timestamptz[])
                        as change (chat_id, archived_at, at)
                    where chat.chat_id = change.chat_id
                    """);

    @Override
    public String name() {
        return "conversation";
    }

    /** A mark never reaches beyond the messages of its time, so all messages may be added first. */
    @Override
    public List<SqlStatement> statements() {
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
        var at = event.at();
        switch (event) {
            case ChatStarted started ->
                    sql.add(START, chat, started.userId(), started.email(), started.name(), at);
            case UserDetailsChanged changed ->
                    sql.add(CHANGE_DETAILS, chat, changed.email(), changed.name(), at);
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
                sql.add(TOUCH, chat, sent.sequence(), at);
            }
            case MessagesRead read -> {
                sql.add(MARK_MESSAGES, chat, "admin", read.upToSequence(), at);
                sql.add(MARK_READ, chat, read.upToSequence(), at);
            }
            case ChatViewed viewed -> {
                sql.add(MARK_MESSAGES, chat, "user", viewed.upToSequence(), at);
                sql.add(MARK_VIEWED, chat, viewed.upToSequence(), at);
            }
            case ChatArchived _ -> sql.add(ARCHIVE, chat, at, at);
            case ChatRestored _ -> sql.add(ARCHIVE, chat, null, at);
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
