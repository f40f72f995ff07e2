package chat.parley.log.verification;

import org.jspecify.annotations.Nullable;

/**
 * What a walk through the log found.
 *
 * @param events how many events were found right, one after the other from the first on
 * @param head the link of the last of them, null if there is none
 * @param firstBroken null if all of them were right
 */
public record Verification(long events, @Nullable LogLink head, @Nullable BrokenPlace firstBroken) {

    /** Whether the whole log is what it should be. */
    public boolean verified() {
        return firstBroken == null;
    }
}
