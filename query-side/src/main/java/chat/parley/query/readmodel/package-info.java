/** How read models keep up with the log, and how they are rebuilt from it. */
@NullMarked
package chat.parley.query.readmodel;

import org.jspecify.annotations.NullMarked;
