/**
 * Forgetting a person. The chat decides that it is over ({@code ChatErased}); what follows is done
 * here, once in the database and on every node in its memory, until it can be certified.
 */
@NullMarked
package chat.parley.command.erasure;

import org.jspecify.annotations.NullMarked;
