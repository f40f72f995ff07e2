/**
 * Proves from the log itself that nothing in it was changed, removed or slipped in. It knows the
 * table and the rules of its chain, and none of the code that writes it.
 */
@NullMarked
package chat.parley.log.verification;

import org.jspecify.annotations.NullMarked;
