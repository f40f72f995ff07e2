package chat.parley.log;

/**
 * Parley cannot run on this database as it is; the message is one plain sentence that says what to
 * change.
 */
public final class UnfitDatabase extends IllegalStateException {

    public UnfitDatabase(String sentence) {
        super(sentence);
    }
}
