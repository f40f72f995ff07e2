package chat.parley.log.verification;

/**
 * The first place at which a log is not what it should be. If an event is missing, it is the place
 * of that event as far as what is left can tell, else of the event that stands there.
 *
 * @param position in the whole log
 * @param sequence in the stream
 */
public record BrokenPlace(long position, String stream, long sequence, Fault fault) {}
