package chat.parley.command.chat;

import java.time.Instant;

/**
 * What a {@code MarkRead} did.
 *
 * @param at when the user last read, this time included
 * @param marked how many of the admins' messages became read by it
 */
public record MarkedRead(Instant at, int marked) {}
