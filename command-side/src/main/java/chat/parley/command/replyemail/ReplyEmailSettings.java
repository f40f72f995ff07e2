package chat.parley.command.replyemail;

import java.net.URI;
import java.time.Duration;

/**
 * How users are told of unread replies.
 *
 * @param delay from an admin's message to the e-mail
 * @param from the sender's address
 * @param chatUrl where the link in the e-mail leads
 */
public record ReplyEmailSettings(Duration delay, String from, URI chatUrl) {}
