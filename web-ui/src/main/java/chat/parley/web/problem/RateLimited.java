package chat.parley.web.problem;

import java.time.Duration;

/** The sender sends faster than the limits allow. */
public final class RateLimited extends RuntimeException {

    private final Duration retryAfter;

    /**
     * @param retryAfter how long to wait until the next message is allowed
     */
    public RateLimited(Duration retryAfter) {
        super("Too many messages in a short time.", null, false, false);
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
