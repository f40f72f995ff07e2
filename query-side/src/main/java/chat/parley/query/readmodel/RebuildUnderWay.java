package chat.parley.query.readmodel;

/** A read model is being rebuilt already, on this node or on another one. */
public final class RebuildUnderWay extends RuntimeException {

    RebuildUnderWay() {
        super("A rebuild is under way.", null, false, false);
    }
}
