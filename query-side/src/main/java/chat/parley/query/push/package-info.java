/**
 * What clients are told without asking: each node follows the log from its head and serves its own
 * sockets.
 */
@NullMarked
package chat.parley.query.push;

import org.jspecify.annotations.NullMarked;
