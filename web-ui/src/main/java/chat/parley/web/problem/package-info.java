/**
 * How the edge says no: every failure, wherever it happens, becomes one RFC 9457 problem with a
 * stable type. What a client may do about it is said in plain words; what went wrong inside is said
 * to nobody but the log, and even there without what people wrote.
 */
@NullMarked
package chat.parley.web.problem;

import org.jspecify.annotations.NullMarked;
