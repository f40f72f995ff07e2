package chat.parley.query.conversation;

import chat.parley.api.Actor;
import chat.parley.api.ChatEvent;
import chat.parley.api.ChatEvent.ChatArchived;
import chat.parley.api.ChatEvent.ChatErased;
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

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Maintains the chats, their messages with their read marks, and what they were before. */
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

    /** Counts on from the message before; of a chat only the first of the batch looks that up. */
    private static final SqlStatement ADD_MESSAGE =
            SqlStatement.ofAll(
                    """
                    insert into conversation.message (chat_id, sequence, id, content, sender_type,
                        sender_name, client_message_id, created_at, user_messages)
                    select chat_id, sequence, id, content, sender_type, sender_name,
                        client_message_id, created_at,
                        sum(before + (sender_type = 'user')::int) over in_order
                    from (
                        select sent.*,
                            case when row_number() over in_order = 1 then coalesce((
                                select user_messages from conversation.message
                                where message.chat_id = sent.chat_id
                                    and message.sequence = sent.sequence - 1), 0) else 0 end as before
                        from unnest(?::uuid[], ?::int8[], ?::uuid[], ?::text[], ?::text[],
                                ?::text[], ?::uuid[], ?::timestamptz[])
                            as sent (chat_id, sequence, id, content, sender_type, sender_name,
                                client_message_id, created_at)
                        window in_order as (partition by chat_id order by sequence)
                    ) as counted
                    window in_order as (partition by chat_id order by sequence)
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
    private static final SqlStatement ERASE =
            SqlStatement.ofAll(
                    """
                    update conversation.chat set user_id = null, user_email = null, user_name = null,
                        archived_at = coalesce(archived_at, erasure.at), erased_at = erasure.at,
                        updated_at = greatest(updated_at, erasure.at)
                    from unnest(?::uuid[], ?::timestamptz[]) as erasure (chat_id, at)
                    where chat.chat_id = erasure.chat_id
                    """);
    private static final SqlStatement ERASE_MESSAGES =
            SqlStatement.ofAll(
                    """
                    update conversation.message set content = null, sender_name = null
                    from unnest(?::uuid[]) as erasure (chat_id)
                    where message.chat_id = erasure.chat_id
                    """);

    private static final SqlStatement ERASE_CHANGES =
            SqlStatement.ofAll(
                    """
                    update conversation.chat_change set user_email = null, user_name = null
                    from unnest(?::uuid[]) as erasure (chat_id)
                    where chat_change.chat_id = erasure.chat_id
                    """);

    private static final SqlStatement NOTE_CHANGE =
            SqlStatement.ofAll(
                    """
                    insert into conversation.chat_change
                        (chat_id, kind, at, user_email, user_name, archived, up_to)
                    select distinct on (chat_id, kind, at)
                        chat_id, kind, at, user_email, user_name, archived, up_to
                    from unnest(?::uuid[], ?::text[], ?::timestamptz[], ?::text[], ?::text[],
                            ?::bool[], ?::int8[])
                        with ordinality as change
                            (chat_id, kind, at, user_email, user_name, archived, up_to, n)
                    order by chat_id, kind, at, n desc
                    on conflict (chat_id, kind, at) do update set
                        user_email = excluded.user_email, user_name = excluded.user_name,
                        archived = excluded.archived, up_to = excluded.up_to
                    """);

    @Override
    public String name() {
        return "conversation";
    }

    /**
     * A mark never reaches beyond the messages of its time, so all messages may be added first; and
     * an erasure is the last that happens in a chat.
     */
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
                ARCHIVE,
                NOTE_CHANGE,
                ERASE,
                ERASE_MESSAGES,
                ERASE_CHANGES);
    }

    @Override
    public void project(ChatEvent event, SqlBatch sql) {
        var chat = event.chatId().value();
        var at = event.at();
        switch (event) {
            case ChatStarted started -> {
                sql.add(START, chat, started.userId(), started.email(), started.name(), at);
                noteDetails(chat, at, started.email(), started.name(), sql);
            }
            case UserDetailsChanged changed -> {
                sql.add(CHANGE_DETAILS, chat, changed.email(), changed.name(), at);
                noteDetails(chat, at, changed.email(), changed.name(), sql);
            }
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
                noteMark(chat, "read", at, read.upToSequence(), sql);
            }
            case ChatViewed viewed -> {
                sql.add(MARK_MESSAGES, chat, "user", viewed.upToSequence(), at);
                sql.add(MARK_VIEWED, chat, viewed.upToSequence(), at);
                noteMark(chat, "viewed", at, viewed.upToSequence(), sql);
            }
            case ChatArchived _ -> {
                sql.add(ARCHIVE, chat, at, at);
                noteArchived(chat, at, true, sql);
            }
            case ChatRestored _ -> {
                sql.add(ARCHIVE, chat, null, at);
                noteArchived(chat, at, false, sql);
            }
            case ChatErased _ -> {
                sql.add(ERASE, chat, at);
                sql.add(ERASE_MESSAGES, chat);
                sql.add(ERASE_CHANGES, chat);
                noteArchived(chat, at, true, sql);
            }
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

    private static void noteDetails(
            UUID chat, Instant at, @Nullable String email, @Nullable String name, SqlBatch sql) {
        sql.add(NOTE_CHANGE, chat, "details", at, email, name, null, null);
    }

    private static void noteArchived(UUID chat, Instant at, boolean archived, SqlBatch sql) {
        sql.add(NOTE_CHANGE, chat, "archived", at, null, null, archived, null);
    }

    private static void noteMark(
            UUID chat, String kind, Instant at, long upToSequence, SqlBatch sql) {
        sql.add(NOTE_CHANGE, chat, kind, at, null, null, null, upToSequence);
    }

    @Override
    public List<String> removals() {
        return List.of(
                "delete from conversation.message where chat_id = ?",
                "delete from conversation.chat_change where chat_id = ?",
                "delete from conversation.chat where chat_id = ?");
    }

    @Override
    public String clear() {
        return "truncate conversation.chat, conversation.message, conversation.chat_change";
    }
}
