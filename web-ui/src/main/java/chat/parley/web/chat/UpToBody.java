package chat.parley.web.chat;

import org.jspecify.annotations.Nullable;

/**
 * The optional body of a request that marks messages.
 *
 * @param upToSequence the newest message that was on the screen; null means all there are
 */
record UpToBody(@Nullable Long upToSequence) {

    static @Nullable Long sequence(@Nullable UpToBody body) {
        return body == null ? null : body.upToSequence();
    }
}
