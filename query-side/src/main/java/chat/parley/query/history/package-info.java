/** The audit trail, straight from the log. */
@NullMarked
package chat.parley.query.history;

import org.jspecify.annotations.NullMarked;
