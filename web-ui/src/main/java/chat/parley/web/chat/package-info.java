/**
 * The thin edge to the chats over REST: authenticates and authorises through what is around it,
 * translates, waits for the decision and answers a write from that decision.
 */
@NullMarked
package chat.parley.web.chat;

import org.jspecify.annotations.NullMarked;
