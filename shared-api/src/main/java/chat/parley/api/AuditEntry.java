package chat.parley.api;

import org.jspecify.annotations.Nullable;

/**
 * An event among those of all streams.
 *
 * @param position its place in the whole log
 * @param stream what it belongs to
 * @param chatId the chat it happened in; null if it happened outside of chats
 */
public record AuditEntry(
        long position, String stream, @Nullable String chatId, HistoryEntry event) {}
