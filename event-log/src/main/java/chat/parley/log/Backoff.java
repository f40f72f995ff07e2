package chat.parley.log;

import org.slf4j.Logger;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Pauses that grow while something keeps failing, and two log lines for a whole outage: one when it
 * begins and one when it is over. For one thread.
 */
public final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private Duration pause = Duration.ZERO;

    public Backoff() {}

    public void failed(Logger logger, String sentence, Throwable failure) {
        if (pause.isZero()) {
            logger.warn("{}: {}", sentence, FailureReason.of(failure));
            pause = FIRST;
        } else {
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        }
    }

    public void succeeded(Logger logger, String sentence) {
        if (isFailing()) {
            logger.info(sentence);
            pause = Duration.ZERO;
        }
    }

    /** Whether the last attempt failed. */
    boolean isFailing() {
        return !pause.isZero();
    }

    /** Returns at once after a success, or when the latch opens. */
    public void pause(CountDownLatch stopped) {
        try {
            boolean _ = stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
