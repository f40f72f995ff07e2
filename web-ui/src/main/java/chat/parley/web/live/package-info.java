/**
 * STOMP over WebSocket: {@code /ws} for users, {@code /admin/ws} for admins. Each connection runs
 * on the container's thread, one frame after the other, so that a sender's frames take effect in
 * their order and a fast sender is slowed down by TCP itself; what goes out is queued per
 * connection, so that a slow reader delays nobody. Begin with {@code StompSession}.
 */
@NullMarked
package chat.parley.web.live;

import org.jspecify.annotations.NullMarked;
