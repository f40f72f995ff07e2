/** What admins do outside of chats becomes part of the log. */
@NullMarked
package chat.parley.command.admin;

import org.jspecify.annotations.NullMarked;
