/** Answers. One package for each read model, the history straight from the log, and the pushes. */
@NullMarked
package chat.parley.query;

import org.jspecify.annotations.NullMarked;
