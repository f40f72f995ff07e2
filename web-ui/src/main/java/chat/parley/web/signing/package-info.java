/** The key that Parley signs with what others are to rely on. */
@NullMarked
package chat.parley.web.signing;

import org.jspecify.annotations.NullMarked;
