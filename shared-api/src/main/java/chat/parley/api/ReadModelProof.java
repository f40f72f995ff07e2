package chat.parley.api;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * What came of comparing a read model, row by row, with what the log says.
 *
 * @param name of the read model
 * @param position up to where in the log both were compared
 * @param chats how many chats were compared
 * @param parked how many were passed by, since the read model has parked them
 * @param equal whether every row is what the log says
 * @param firstDifference null if there is none
 */
public record ReadModelProof(
        String name,
        long position,
        long chats,
        long parked,
        boolean equal,
        @Nullable Difference firstDifference,
        Instant provedAt) {

    /**
     * Where a read model is not what the log says. Nothing personal is quoted, only described.
     *
     * @param what the row and its column, in words
     * @param expected what the log says
     * @param served what the read model holds
     */
    public record Difference(UUID chatId, String what, String expected, String served) {}
}
