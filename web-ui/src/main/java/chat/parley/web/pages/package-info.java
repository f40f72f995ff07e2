/** The pages and scripts that the front end's build made, and how long browsers may keep them. */
@NullMarked
package chat.parley.web.pages;

import org.jspecify.annotations.NullMarked;
