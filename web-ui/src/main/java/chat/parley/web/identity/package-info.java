/**
 * Who is calling: users, whom a host application vouches for with a signed token, and admins, who
 * sign in with a password and are known by their session from then on.
 */
@NullMarked
package chat.parley.web.identity;

import org.jspecify.annotations.NullMarked;
