package chat.parley.command.replyemail;

/**
 * Whether there is anywhere to send e-mail.
 *
 * @param available false without a mail server and without the demo's mailbox: nothing is requested
 *     then
 */
public record EmailAvailability(boolean available) {}
