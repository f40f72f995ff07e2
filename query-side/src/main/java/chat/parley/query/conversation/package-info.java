/**
 * One chat's messages, as its user and the admins see them: the read model {@code conversation},
 * and the chat as it stood at an earlier moment, folded from the log.
 */
@NullMarked
package chat.parley.query.conversation;

import org.jspecify.annotations.NullMarked;
