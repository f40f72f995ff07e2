package chat.parley.query.history;

import chat.parley.api.ChatId;
import chat.parley.api.HistoryEntry;
import chat.parley.log.EventLog;

import java.util.List;

/**
 * A chat's audit trail: who did what and when, straight from the log, so nothing can be missing
 * from it.
 */
public final class History {

    private final EventLog log;

    History(EventLog log) {
        this.log = log;
    }

    /** All events of the chat, oldest first; empty if there is no such chat. */
    public List<HistoryEntry> of(ChatId chatId) {
        return log.readHistory(chatId).stream().map(Narrator::tell).toList();
    }
}
