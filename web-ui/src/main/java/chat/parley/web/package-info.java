/**
 * The edge of Parley and its launcher: what people, browsers and operators touch. Nothing below
 * this package knows HTTP or STOMP.
 */
@NullMarked
package chat.parley.web;

import org.jspecify.annotations.NullMarked;
