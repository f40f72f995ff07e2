package chat.parley.query.inbox;

import chat.parley.api.InboxItem;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Answers from the read model {@code inbox}: only chats that have a message, newest activity first.
 */
@Transactional(readOnly = true)
public class Inbox {

    /**
     * The chats with a message or a person that the words are found in; each half has an index of
     * its own. How many there are can only be guessed from the words, and if it were many, reading
     * the whole list would be the better plan. OFFSET 0 keeps PostgreSQL from thinking of that:
     * words are searched for because they are rare.
     */
    private static final String FOUND =
            """
            (select chat_id from inbox.message where words @@ cast(:words as tsquery)
                union
                select chat_id from inbox.user_words where words @@ cast(:words as tsquery)) as found
            cross join lateral
                (select * from inbox.chat where chat.chat_id = found.chat_id offset 0) as chat
            """;

    private final EntityManager entities;
    private final InboxEntries entries;

    Inbox(EntityManager entities, InboxEntries entries) {
        this.entities = entities;
        this.entries = entries;
    }

    /**
     * A chat's place in the list. The next page begins after it, whatever was written meanwhile.
     */
    public record Place(Instant lastMessageAt, UUID chatId) {}

    /**
     * @param next where the next page begins; null if this is the last one
     */
    public record Page(List<InboxItem> items, @Nullable Place next) {}

    /**
     * A page of the list.
     *
     * @param search words, the last one as a prefix: all of them in one message, or in e-mail and
     *     name together; null for no search
     * @param after where the page begins; null for the first one
     */
    public Page page(boolean archived, @Nullable String search, @Nullable Place after, int limit) {
        List<String> words = search == null ? List.of() : Words.of(search);
        if (words.isEmpty() && search != null && !search.isBlank()) {
            return new Page(List.of(), null);
        }
        Query query =
                entities.createNativeQuery(
                        sql(archived, !words.isEmpty(), after != null), InboxEntry.class);
        if (!words.isEmpty()) {
            query.setParameter("words", Words.query(words));
        }
        if (after != null) {
            query.setParameter("lastMessageAt", after.lastMessageAt());
            query.setParameter("chatId", after.chatId());
        }
        // One more than asked for tells whether there is a next page.
        query.setMaxResults(limit + 1);
        @SuppressWarnings("unchecked")
        List<InboxEntry> rows = query.getResultList();
        List<InboxItem> items = rows.stream().limit(limit).map(InboxEntry::item).toList();
        if (rows.size() <= limit) {
            return new Page(items, null);
        }
        InboxItem last = items.getLast();
        return new Page(items, new Place(last.lastMessageAt(), last.id()));
    }

    /** Those of these chats that the list shows. */
    public List<InboxItem> items(Collection<UUID> chatIds) {
        return entries.listed(chatIds.toArray(UUID[]::new)).stream().map(InboxEntry::item).toList();
    }

    private static String sql(boolean archived, boolean searched, boolean continued) {
        return "select chat.* from "
                + (searched ? FOUND : "inbox.chat")
                + " where last_message_at is not null and archived_at is "
                + (archived ? "not null" : "null")
                + (continued
                        ? " and (last_message_at, chat.chat_id) < (:lastMessageAt, :chatId)"
                        : "")
                + " order by last_message_at desc, chat.chat_id desc";
    }
}
