package chat.parley.query.conversation;

import chat.parley.api.ChatId;
import chat.parley.api.MessagePage;

import org.springframework.data.domain.Limit;

import java.util.List;
import java.util.UUID;

/** Finds the messages of a page; never reads more than the page and one. */
final class MessagePages {

    private final MessageRecords messages;

    MessagePages(MessageRecords messages) {
        this.messages = messages;
    }

    /**
     * @param messages oldest first
     * @param hasMore whether there are more in the direction of the page
     */
    record Found(List<MessageRecord> messages, boolean hasMore) {}

    /** Of all messages of a chat. */
    Found find(ChatId chatId, MessagePage page) {
        return find(chatId, page, Long.MAX_VALUE - 1);
    }

    /** Of the messages up to this sequence, as if there were no later ones. */
    Found find(ChatId chatId, MessagePage page, long upTo) {
        int limit = Math.min(page.limit(), Integer.MAX_VALUE - 1);
        // One more than asked for tells whether there are more.
        Limit oneMore = Limit.of(limit + 1);
        UUID chat = chatId.value();
        Long after = page.after();
        List<MessageRecord> rows =
                after != null
                        ? messages.oldestAfter(chat, after, oneMore).stream()
                                .filter(message -> message.sequence <= upTo)
                                .toList()
                        : messages.newestBefore(chat, before(page, upTo), oneMore);
        List<MessageRecord> wanted = rows.stream().limit(limit).toList();
        return new Found(after != null ? wanted : wanted.reversed(), rows.size() > limit);
    }

    private static long before(MessagePage page, long upTo) {
        Long before = page.before();
        return before == null ? upTo + 1 : Math.min(before, upTo + 1);
    }
}
