/** How read models get on, and their rebuilds. */
@NullMarked
package chat.parley.web.readmodel;

import org.jspecify.annotations.NullMarked;
