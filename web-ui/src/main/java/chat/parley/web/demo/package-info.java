/**
 * A made-up host application with two users, so that Parley can be tried without writing one.
 * Absent unless {@code parley.demo} is on.
 */
@NullMarked
package chat.parley.web.demo;

import org.jspecify.annotations.NullMarked;
