/** The read models, for admins: how they get on, rebuilds, proofs and parked chats. */
@NullMarked
package chat.parley.web.readmodel;

import org.jspecify.annotations.NullMarked;
