/** The chats that read models could not go on with, for admins. */
@NullMarked
package chat.parley.web.parked;

import org.jspecify.annotations.NullMarked;
