package chat.parley.log.verification;

/**
 * A link of the chain, and the event it belongs to. Whoever knows it can tell later whether the log
 * is still the same up to there.
 *
 * @param hash in hexadecimal digits
 */
public record LogLink(long position, String stream, long sequence, String hash) {

    LogPlace place() {
        return new LogPlace(position, stream, sequence);
    }
}
