/**
 * Measurements that anyone can repeat with one command each. Every figure is a ratio of two things
 * that were measured in turn in the same run, since the machines of two people never compare.
 */
@NullMarked
package chat.parley.benchmarks;

import org.jspecify.annotations.NullMarked;
