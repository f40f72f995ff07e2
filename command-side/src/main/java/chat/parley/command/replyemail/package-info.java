/**
 * The e-mail to a user who has not read a reply. The chat decides; this package keeps the deadline,
 * and hands the e-mail to the mail server at most once for each attempt that the log knows of.
 */
@NullMarked
package chat.parley.command.replyemail;

import org.jspecify.annotations.NullMarked;
