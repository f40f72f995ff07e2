package chat.parley.web.settings;

/** Parley cannot start as it is set up; the message is one plain sentence for its operator. */
public final class StartRefused extends RuntimeException {

    /**
     * @param sentence names the property to change, and never repeats a secret
     */
    public StartRefused(String sentence) {
        super(sentence);
    }

    public StartRefused(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
