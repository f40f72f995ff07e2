/**
 * The log: everything that ever happened, in one order without gaps, and what it takes to add to it
 * and to follow it. Both sides of Parley stand on this package; it knows neither of them.
 */
@NullMarked
package chat.parley.log;

import org.jspecify.annotations.NullMarked;
