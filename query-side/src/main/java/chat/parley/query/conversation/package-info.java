/**
 * One chat's messages, as its user and the admins see them: the read model {@code conversation},
 * which also knows how the chat stood at any earlier moment.
 */
@NullMarked
package chat.parley.query.conversation;

import org.jspecify.annotations.NullMarked;
