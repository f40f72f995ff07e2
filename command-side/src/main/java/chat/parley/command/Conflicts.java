package chat.parley.command;

import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** What is to be done when another node was faster with the same stream. */
public final class Conflicts {

    private static final int ATTEMPTS = 10;
    private static final long MAX_PAUSE_MILLIS = 20;

    private Conflicts() {}

    /**
     * Tries again after a pause of random length, so that nodes do not meet again and again. Only a
     * conflict is tried again: everything else would end the same way. All of it is done on the
     * caller's thread.
     *
     * @param attempt looks anew each time at what the stream holds
     * @throws ConcurrencyException if others were faster too often
     */
    public static <T extends @Nullable Object> T tryingAgain(Supplier<T> attempt) {
        for (int n = 1; ; n++) {
            try {
                return attempt.get();
            } catch (ConcurrencyException conflict) {
                if (n == ATTEMPTS) {
                    throw conflict;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(1, MAX_PAUSE_MILLIS + 1));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "Interrupted while waiting to decide again.", interrupted);
        }
    }
}
