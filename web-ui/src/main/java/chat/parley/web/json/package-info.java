/** How JSON looks on the wire, the same for REST and STOMP. */
@NullMarked
package chat.parley.web.json;

import org.jspecify.annotations.NullMarked;
