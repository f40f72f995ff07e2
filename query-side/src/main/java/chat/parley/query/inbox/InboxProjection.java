package chat.parley.query.inbox;

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
import chat.parley.api.Preview;
import chat.parley.query.readmodel.Projection;
import chat.parley.query.readmodel.SqlBatch;
import chat.parley.query.readmodel.SqlStatement;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Maintains the admins' list and the words that it is searched by. */
final class InboxProjection implements Projection {

    private static final int PREVIEW_CHARACTERS = 100;

    private static final SqlStatement START =
            SqlStatement.ofAll(
                    """
                    insert into inbox.chat
                        (chat_id, user_id, user_email, user_name, created_at, updated_at)
                    select chat_id, user_id, user_email, user_name, at, at
                    from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
                        as started (chat_id, user_id, user_email, user_name, at)
                    """);
    private static final SqlStatement SET_USER_WORDS =
            SqlStatement.ofNewest(
                    """
                    insert into inbox.user_words (chat_id, words)
                    select chat_id, words::tsvector
                    from unnest(?::uuid[], ?::text[]) as changed (chat_id, words)
                    on conflict (chat_id) do update set words = excluded.words
                    """);
    private static final SqlStatement CHANGE_DETAILS =
            SqlStatement.ofNewest(
                    """
                    update inbox.chat set user_email = changed.email, user_name = changed.name,
                        updated_at = greatest(updated_at, changed.at)
                    from unnest(?::uuid[], ?::text[], ?::text[], ?::timestamptz[])
                        as changed (chat_id, email, name, at)
                    where chat.chat_id = changed.chat_id
                    """);
    private static final SqlStatement ADD_WORDS =
            SqlStatement.ofAll(
                    """
                    insert into inbox.message (chat_id, sequence, from_user, words)
                    select chat_id, sequence, from_user, words::tsvector
                    from unnest(?::uuid[], ?::int8[], ?::bool[], ?::text[])
                        as sent (chat_id, sequence, from_user, words)
                    """);
    private static final SqlStatement ADD_MESSAGE =
            SqlStatement.ofNewestWithSum(
                    """
                    update inbox.chat set last_message_at = sent.at, last_message_preview = sent.preview,
                        last_message_sender = sent.sender, message_count = sent.sequence,
                        unread_count = unread_count + sent.unread,
                        updated_at = greatest(updated_at, sent.at)
                    from unnest(?::uuid[], ?::int8[], ?::text[], ?::text[], ?::timestamptz[],
                            ?::int8[])
                        as sent (chat_id, sequence, preview, sender, at, unread)
                    where chat.chat_id = sent.chat_id
                    """);
    private static final SqlStatement MARK_VIEWED =
            SqlStatement.ofNewest(
                    """
                    update inbox.chat set admin_viewed_up_to = mark.up_to, admin_viewed_at = mark.at,
                        updated_at = greatest(updated_at, mark.at),
                        unread_count = (
                            select count(*) from inbox.message
                            where message.chat_id = mark.chat_id and from_user
                                and message.sequence > mark.up_to)
                    from unnest(?::uuid[], ?::int8[], ?::timestamptz[]) as mark (chat_id, up_to, at)
                    where chat.chat_id = mark.chat_id
                    """);
    private static final SqlStatement ARCHIVE =
            SqlStatement.ofNewest(
                    """
                    update inbox.chat set archived_at = change.archived_at,
                        updated_at = greatest(updated_at, change.at)
                    from unnest(?::uuid[], ?::timestamptz[], ?::timestamptz[])
                        as change (chat_id, archived_at, at)
                    where chat.chat_id = change.chat_id
                    """);
    private static final SqlStatement ERASE =
            SqlStatement.ofAll(
                    """
                    update inbox.chat set user_id = null, user_email = null, user_name = null,
                        last_message_preview = null, unread_count = 0,
                        archived_at = coalesce(archived_at, erasure.at), erased_at = erasure.at,
                        updated_at = greatest(updated_at, erasure.at)
                    from unnest(?::uuid[], ?::timestamptz[]) as erasure (chat_id, at)
                    where chat.chat_id = erasure.chat_id
                    """);
    private static final SqlStatement ERASE_USER_WORDS =
            SqlStatement.ofAll(
                    """
                    update inbox.user_words set words = ''
                    from unnest(?::uuid[]) as erasure (chat_id)
                    where user_words.chat_id = erasure.chat_id
                    """);
    private static final SqlStatement ERASE_WORDS =
            SqlStatement.ofAll(
                    """
                    update inbox.message set words = ''
                    from unnest(?::uuid[]) as erasure (chat_id)
                    where message.chat_id = erasure.chat_id
                    """);

    @Override
    public String name() {
        return "inbox";
    }

    /**
     * What was viewed is counted anew, so that comes after all that is counted; and an erasure is
     * the last that happens in a chat.
     */
    @Override
    public List<SqlStatement> statements() {
        return List.of(
                START,
                SET_USER_WORDS,
                CHANGE_DETAILS,
                ADD_WORDS,
                ADD_MESSAGE,
                MARK_VIEWED,
                ARCHIVE,
                ERASE,
                ERASE_USER_WORDS,
                ERASE_WORDS);
    }

    @Override
    public void project(ChatEvent event, SqlBatch sql) {
        var chat = event.chatId().value();
        var at = event.at();
        switch (event) {
            case ChatStarted started -> {
                sql.add(START, chat, started.userId(), started.email(), started.name(), at);
                sql.add(SET_USER_WORDS, chat, wordsOf(started.name(), started.email()));
            }
            case UserDetailsChanged changed -> {
                sql.add(CHANGE_DETAILS, chat, changed.email(), changed.name(), at);
                sql.add(SET_USER_WORDS, chat, wordsOf(changed.name(), changed.email()));
            }
            case MessageSent sent -> {
                boolean fromUser = sent.by().type() != Actor.Type.ADMIN;
                sql.add(ADD_WORDS, chat, sent.sequence(), fromUser, wordsOf(sent.content()));
                sql.add(
                        ADD_MESSAGE,
                        chat,
                        sent.sequence(),
                        preview(sent.content()),
                        fromUser ? "user" : "admin",
                        at,
                        fromUser ? 1L : 0L);
            }
            case ChatViewed viewed -> sql.add(MARK_VIEWED, chat, viewed.upToSequence(), at);
            case ChatArchived _ -> sql.add(ARCHIVE, chat, at, at);
            case ChatRestored _ -> sql.add(ARCHIVE, chat, null, at);
            case ChatErased _ -> {
                sql.add(ERASE, chat, at);
                sql.add(ERASE_USER_WORDS, chat);
                sql.add(ERASE_WORDS, chat);
            }
            case MessagesRead _,
                    ReplyEmailRequested _,
                    ReplyEmailSkipped _,
                    ReplyEmailAttempted _,
                    ReplyEmailSent _,
                    ReplyEmailFailed _,
                    ReplyEmailUnknown _ -> {
                // The list shows neither what the user has read nor e-mails.
            }
        }
    }

    @Override
    public List<String> removals() {
        return List.of(
                "delete from inbox.message where chat_id = ?",
                "delete from inbox.user_words where chat_id = ?",
                "delete from inbox.chat where chat_id = ?");
    }

    @Override
    public String clear() {
        return "truncate inbox.chat, inbox.message, inbox.user_words";
    }

    private static String wordsOf(@Nullable String... texts) {
        StringBuilder all = new StringBuilder();
        for (String text : texts) {
            if (text != null) {
                all.append(text).append(' ');
            }
        }
        return Words.vector(all.toString());
    }

    private static @Nullable String preview(@Nullable String content) {
        return content == null ? null : Preview.of(content, PREVIEW_CHARACTERS);
    }
}
