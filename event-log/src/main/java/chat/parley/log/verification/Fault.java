package chat.parley.log.verification;

/** What can be wrong with a log at a place. */
public enum Fault {
    EVENT_MISSING("An event is missing here."),
    LINK_BROKEN("The hash does not follow from this event and the hash before it."),
    OUT_OF_PLACE("This is not the next event of its stream."),
    PERSONAL_PART_CHANGED("The personal part is not what its digest says."),
    PERSONAL_PART_MISSING("The personal part is gone, but the person was not erased."),
    CLIENT_MESSAGE_ID_CHANGED("The column client_message_id does not repeat the payload."),
    REWRITTEN("The chain holds, but this is not what was noted for this position."),
    CUT_OFF("The log ends before a position that it had reached.");

    private final String sentence;

    Fault(String sentence) {
        this.sentence = sentence;
    }

    /** What is wrong, in plain words. */
    public String sentence() {
        return sentence;
    }
}
