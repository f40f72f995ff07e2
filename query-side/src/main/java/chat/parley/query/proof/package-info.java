/**
 * Proves that a read model holds what the log says: a second way from the events to the rows, which
 * shares no code with the projections, and a comparison of both, row by row.
 */
@NullMarked
package chat.parley.query.proof;

import org.jspecify.annotations.NullMarked;
