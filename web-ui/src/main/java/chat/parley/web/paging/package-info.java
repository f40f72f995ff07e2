/** How a list that is longer than an answer leads on to its next page. */
@NullMarked
package chat.parley.web.paging;

import org.jspecify.annotations.NullMarked;
