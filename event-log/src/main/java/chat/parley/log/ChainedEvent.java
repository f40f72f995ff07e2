package chat.parley.log;

/**
 * An event with its link of the chain that proves it.
 *
 * @param hash in hexadecimal digits
 */
public record ChainedEvent(LoggedEvent logged, String hash) {}
