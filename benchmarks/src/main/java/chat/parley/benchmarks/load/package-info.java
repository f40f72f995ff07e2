/**
 * The load generator: many sockets on few threads, since it shares the cores with what it measures.
 * It sends on a clock or in a closed window, and keeps book of who has got which message.
 */
@NullMarked
package chat.parley.benchmarks.load;

import org.jspecify.annotations.NullMarked;
