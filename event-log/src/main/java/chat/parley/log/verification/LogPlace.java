package chat.parley.log.verification;

/**
 * Where an event stands.
 *
 * @param position in the whole log
 * @param sequence in the stream
 */
public record LogPlace(long position, String stream, long sequence) {}
