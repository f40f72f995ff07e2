/**
 * Lets others check that the log is what it was: over REST, by signed checkpoints of it, and on the
 * command line by {@code --verify-history}.
 */
@NullMarked
package chat.parley.web.verification;

import org.jspecify.annotations.NullMarked;
