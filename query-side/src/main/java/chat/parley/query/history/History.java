package chat.parley.query.history;

import chat.parley.api.ChatId;
import chat.parley.api.HistoryEntry;
import chat.parley.log.ChainedEvent;
import chat.parley.log.EventLog;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A chat's audit trail: who did what and when, straight from the log, so nothing can be missing
 * from it.
 */
public final class History {

    private static final int PAGE = 200;

    private final EventLog log;
    private final int pageSize;

    History(EventLog log) {
        this(log, PAGE);
    }

    History(EventLog log, int pageSize) {
        this.log = log;
        this.pageSize = pageSize;
    }

    /**
     * All events of the chat, oldest first; empty if there is no such chat. A long history is read
     * in pages, the first one now and each other when its turn comes.
     */
    public Optional<Stream<HistoryEntry>> of(ChatId chatId) {
        List<ChainedEvent> first = log.readHistory(chatId, 0, pageSize);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                Stream.iterate(first, page -> !page.isEmpty(), page -> pageAfter(page, chatId))
                        .flatMap(List::stream)
                        .map(Narrator::tell));
    }

    private List<ChainedEvent> pageAfter(List<ChainedEvent> page, ChatId chatId) {
        return page.size() < pageSize
                ? List.of()
                : log.readHistory(chatId, page.getLast().sequence() + 1, pageSize);
    }
}
