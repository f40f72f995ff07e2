package chat.parley.query.inbox;

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
import chat.parley.api.Preview;
import chat.parley.query.readmodel.Projection;
import chat.parley.query.readmodel.SqlBatch;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Maintains the admins' list and the words that it is searched by. */
final class InboxProjection implements Projection {

    private static final int PREVIEW_CHARACTERS = 100;

    private static final String START =
            """
            insert into inbox.chat
                (chat_id, user_id, user_email, user_name, user_words, created_at, updated_at)
            values (?, ?, ?, ?, ?::tsvector, ?, ?)\
            """;
    private static final String CHANGE_DETAILS =
            """
            update inbox.chat set user_email = ?, user_name = ?, user_words = ?::tsvector,
                updated_at = greatest(updated_at, ?)
            where chat_id = ?\
            """;
    private static final String ADD_WORDS =
            "insert into inbox.message (chat_id, sequence, from_user, words) values (?, ?, ?, ?::tsvector)";
    private static final String ADD_MESSAGE =
            """
            update inbox.chat set last_message_at = ?, last_message_preview = ?, last_message_sender = ?,
                message_count = ?, updated_at = greatest(updated_at, ?)
            where chat_id = ?\
            """;
    private static final String MARK_VIEWED =
            """
            update inbox.chat set admin_viewed_up_to = ?, admin_viewed_at = ?,
                updated_at = greatest(updated_at, ?)
            where chat_id = ?\
            """;
    private static final String COUNT_UNREAD =
            """
            update inbox.chat set unread_count =
                (select count(*) from inbox.message
                 where message.chat_id = chat.chat_id and from_user and sequence > admin_viewed_up_to)
            where chat_id = ?\
            """;
    private static final String ARCHIVE =
            """
            update inbox.chat set archived_at = ?, updated_at = greatest(updated_at, ?)
            where chat_id = ?\
            """;

    @Override
    public String name() {
        return "inbox";
    }

    /** Counting comes after all that is counted; the newest message of a batch is added last. */
    @Override
    public List<String> statements() {
        return List.of(
                START, CHANGE_DETAILS, ADD_WORDS, ADD_MESSAGE, MARK_VIEWED, COUNT_UNREAD, ARCHIVE);
    }

    @Override
    public void project(ChatEvent event, SqlBatch sql) {
        var chat = event.chatId().value();
        var at = SqlBatch.time(event.at());
        switch (event) {
            case ChatStarted started ->
                    sql.add(
                            START,
                            chat,
                            started.userId(),
                            started.email(),
                            started.name(),
                            wordsOf(started.name(), started.email()),
                            at,
                            at);
            case UserDetailsChanged changed ->
                    sql.add(
                            CHANGE_DETAILS,
                            changed.email(),
                            changed.name(),
                            wordsOf(changed.name(), changed.email()),
                            at,
                            chat);
            case MessageSent sent -> {
                boolean fromUser = sent.by().type() != Actor.Type.ADMIN;
                sql.add(ADD_WORDS, chat, sent.sequence(), fromUser, wordsOf(sent.content()));
                sql.add(
                        ADD_MESSAGE,
                        at,
                        preview(sent.content()),
                        fromUser ? "user" : "admin",
                        sent.sequence(),
                        at,
                        chat);
                if (fromUser) {
                    sql.add(COUNT_UNREAD, chat);
                }
            }
            case ChatViewed viewed -> {
                sql.add(MARK_VIEWED, viewed.upToSequence(), at, at, chat);
                sql.add(COUNT_UNREAD, chat);
            }
            case ChatArchived _ -> sql.add(ARCHIVE, at, at, chat);
            case ChatRestored _ -> sql.add(ARCHIVE, null, at, chat);
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
    public String clear() {
        return "truncate inbox.chat, inbox.message";
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
