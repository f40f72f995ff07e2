/** Forgetting a person over REST, and the certificate that it is done. */
@NullMarked
package chat.parley.web.erasure;

import org.jspecify.annotations.NullMarked;
