package chat.parley.web.verification;

import org.jspecify.annotations.Nullable;

/** The history cannot be verified as it was asked for; the message is one plain sentence. */
final class CannotVerify extends RuntimeException {

    CannotVerify(String sentence) {
        super(sentence);
    }

    CannotVerify(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
