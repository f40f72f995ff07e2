/** What {@code /actuator/health} looks at beyond the database. */
@NullMarked
package chat.parley.web.health;

import org.jspecify.annotations.NullMarked;
