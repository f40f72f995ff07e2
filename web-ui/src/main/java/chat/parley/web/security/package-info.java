/**
 * Which door is whose: users come with a bearer token, admins with a session, and nobody gets
 * through the other's. What every answer says to browsers about it stands here too.
 */
@NullMarked
package chat.parley.web.security;

import org.jspecify.annotations.NullMarked;
