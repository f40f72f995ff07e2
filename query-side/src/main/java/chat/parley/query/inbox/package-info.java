/** The admins' list of chats: the read model {@code inbox}, with paging and search. */
@NullMarked
package chat.parley.query.inbox;

import org.jspecify.annotations.NullMarked;
