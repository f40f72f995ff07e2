/**
 * The audit log of all chats and of admins' acts over REST, page by page or as a download, and the
 * key that Parley signs with what others are to rely on.
 */
@NullMarked
package chat.parley.web.audit;

import org.jspecify.annotations.NullMarked;
