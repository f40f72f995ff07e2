/**
 * A baseline: a support chat as Spring's guide to STOMP over WebSocket leads to it, with one insert
 * for each message. It has no sign-in, and keeps no order among the messages of one sender.
 */
@NullMarked
package chat.parley.benchmarks.springstomp;

import org.jspecify.annotations.NullMarked;
