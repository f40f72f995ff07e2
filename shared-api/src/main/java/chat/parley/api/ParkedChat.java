package chat.parley.api;

import java.time.Instant;
import java.util.UUID;

/**
 * A chat that a read model could not go on with: it stands there as it was before that event.
 *
 * @param fromSequence place in the chat's stream of the event that failed, from 0
 * @param reason kinds, codes and places; nothing of what the event holds
 */
public record ParkedChat(UUID chatId, long fromSequence, String reason, Instant parkedAt) {}
