/**
 * Fills the read models again from the first event while nothing else runs: {@code
 * --rebuild-read-models}.
 */
@NullMarked
package chat.parley.web.rebuild;

import org.jspecify.annotations.NullMarked;
