/**
 * Parts of Parley in this process, put together as Parley itself does it, where a measurement is
 * about one part alone.
 */
@NullMarked
package chat.parley.benchmarks.node;

import org.jspecify.annotations.NullMarked;
