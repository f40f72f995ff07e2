package chat.parley.web.identity;

import org.springframework.security.core.AuthenticationException;

import java.time.Duration;

/** This name has failed too often from this address; nothing was tried. */
final class TooManyFailures extends AuthenticationException {

    private final Duration retryAfter;

    TooManyFailures(Duration retryAfter) {
        super("Too many failed attempts.");
        this.retryAfter = retryAfter;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
