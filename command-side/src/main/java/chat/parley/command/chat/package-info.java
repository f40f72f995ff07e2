/** The chat: the rules of what may happen, and the state that they need. */
@NullMarked
package chat.parley.command.chat;

import org.jspecify.annotations.NullMarked;
