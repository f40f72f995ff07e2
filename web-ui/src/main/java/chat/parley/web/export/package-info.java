/** All that is known of a person, for that person. */
@NullMarked
package chat.parley.web.export;

import org.jspecify.annotations.NullMarked;
