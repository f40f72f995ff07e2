package chat.parley.log;

/**
 * The log holds an event that this version of Parley does not know: a newer one is or was at work.
 * Nothing is wrong with the event, so nobody may pass it by.
 */
public final class UnknownEvent extends RuntimeException {

    UnknownEvent(String type, int revision) {
        super(
                "This version of Parley does not know the event "
                        + type
                        + " in revision "
                        + revision);
    }
}
