package chat.parley.web.verification;

import chat.parley.log.verification.HistoryVerifier;

import java.io.PrintStream;
import java.time.Duration;

/** Tells how far a walk is, each time over the line before. */
final class ProgressLine implements HistoryVerifier.Progress {

    private static final long EVERY_NANOS = Duration.ofMillis(200).toNanos();

    private final PrintStream console;
    private long told = System.nanoTime() - EVERY_NANOS;

    ProgressLine(PrintStream console) {
        this.console = console;
    }

    @Override
    public void reached(long position, long head) {
        long now = System.nanoTime();
        if (now - told >= EVERY_NANOS || position == head) {
            told = now;
            console.printf("\r%,d of %,d events", position, head);
            console.flush();
        }
    }
}
