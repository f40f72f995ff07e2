/** The audit log of all chats and of admins' acts over REST, page by page or as a download. */
@NullMarked
package chat.parley.web.audit;

import org.jspecify.annotations.NullMarked;
