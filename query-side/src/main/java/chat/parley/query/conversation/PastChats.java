package chat.parley.query.conversation;

import chat.parley.api.ChatId;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Looks up how chats stood: one row of an index for each thing that can have changed. */
final class PastChats {

    /**
     * In a chat time never runs back, so its newest message at an instant is found by halving what
     * may be it: more than {@code low} is not certain, more than {@code high} is impossible.
     *
     * <p>Of a mark, {@code user_messages} is what that column says at the message it reaches up to.
     */
    private static final String STANDING =
            """
            select chat.user_id, details.user_email, details.user_name,
                coalesce(archived.archived, false) as archived, chat.created_at,
                case when chat.erased_at <= :at then chat.erased_at end as erased_at,
                coalesce(newest.sequence, 0) as last_sequence,
                coalesce(newest.user_messages, 0) as user_messages,
                coalesce(mark_read.up_to, 0) as user_read_up_to,
                coalesce((
                    select user_messages from conversation.message
                    where message.chat_id = chat.chat_id and sequence = mark_read.up_to
                ), 0) as user_messages_read,
                coalesce(mark_viewed.up_to, 0) as admin_viewed_up_to,
                coalesce((
                    select user_messages from conversation.message
                    where message.chat_id = chat.chat_id and sequence = mark_viewed.up_to
                ), 0) as user_messages_viewed
            from conversation.chat
            left join lateral (
                with recursive search (low, high) as (
                    select 0::int8, chat.last_sequence
                    union all
                    select case when is_there then message.sequence else low end,
                        case when is_there then high else message.sequence - 1 end
                    from search
                    join conversation.message on message.chat_id = chat.chat_id
                        and message.sequence = (low + high + 1) / 2,
                        lateral (select message.created_at <= :at as is_there) as probe
                    where low < high
                )
                select sequence, user_messages from conversation.message
                where message.chat_id = chat.chat_id
                    and sequence = (select low from search where low = high)
            ) as newest on true
            left join lateral (
                select user_email, user_name from conversation.chat_change
                where chat_change.chat_id = chat.chat_id and kind = 'details' and at <= :at
                order by at desc limit 1
            ) as details on true
            left join lateral (
                select archived from conversation.chat_change
                where chat_change.chat_id = chat.chat_id and kind = 'archived' and at <= :at
                order by at desc limit 1
            ) as archived on true
            left join lateral (
                select up_to from conversation.chat_change
                where chat_change.chat_id = chat.chat_id and kind = 'read' and at <= :at
                order by at desc limit 1
            ) as mark_read on true
            left join lateral (
                select up_to from conversation.chat_change
                where chat_change.chat_id = chat.chat_id and kind = 'viewed' and at <= :at
                order by at desc limit 1
            ) as mark_viewed on true
            where chat.chat_id = :chat and chat.created_at <= :at
            """;

    private final JdbcClient jdbc;

    PastChats(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The chat at this instant; empty before its start. */
    Optional<PastChat> find(ChatId chatId, Instant at) {
        return jdbc.sql(STANDING)
                .param("chat", chatId.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, _) -> chat(row))
                .optional();
    }

    private static PastChat chat(ResultSet row) throws SQLException {
        OffsetDateTime erasedAt = row.getObject("erased_at", OffsetDateTime.class);
        long last = row.getLong("last_sequence");
        long ofUser = row.getLong("user_messages");
        long readUpTo = row.getLong("user_read_up_to");
        long adminsRead = readUpTo - row.getLong("user_messages_read");
        return new PastChat(
                row.getString("user_id"),
                row.getString("user_email"),
                row.getString("user_name"),
                row.getBoolean("archived"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                last,
                readUpTo,
                row.getLong("admin_viewed_up_to"),
                erasedAt == null ? last - ofUser - adminsRead : 0,
                erasedAt == null ? ofUser - row.getLong("user_messages_viewed") : 0,
                erasedAt == null ? null : erasedAt.toInstant());
    }
}
