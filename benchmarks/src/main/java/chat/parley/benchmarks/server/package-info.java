/**
 * What is measured: the servers, each as a process of its own as its users would start it, and the
 * one PostgreSQL that they stand on in turn.
 */
@NullMarked
package chat.parley.benchmarks.server;

import org.jspecify.annotations.NullMarked;
