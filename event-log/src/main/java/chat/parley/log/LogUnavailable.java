package chat.parley.log;

import org.axonframework.common.AxonNonTransientException;
import org.jspecify.annotations.Nullable;

/**
 * The log cannot be reached, or it could not be found out in time whether an append was stored. The
 * caller may ask again later, under the same client message id; Parley itself does not, since
 * whoever waits has to be told soon. That is why Axon is told that it is not transient.
 */
public final class LogUnavailable extends AxonNonTransientException {

    LogUnavailable(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
