package chat.parley.query.readmodel;

/**
 * The read model has not come up to what was committed before the question; asking again later
 * helps.
 */
public final class ReadModelBehind extends RuntimeException {

    ReadModelBehind(String name) {
        super("The read model " + name + " is behind the log.", null, false, false);
    }
}
