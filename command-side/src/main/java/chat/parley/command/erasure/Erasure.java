package chat.parley.command.erasure;

import chat.parley.api.ChatId;

import java.time.Instant;

/**
 * An erasure that is complete.
 *
 * @param erasedAt when it was ordered
 * @param erasedBy the id of the admin who ordered it
 * @param position of the event that says so, in the whole log
 * @param hash of that event, in hexadecimal; it covers all that came before
 * @param events how many events of the chat had a personal part that was taken away
 */
public record Erasure(
        ChatId chatId, Instant erasedAt, String erasedBy, long position, String hash, int events) {}
