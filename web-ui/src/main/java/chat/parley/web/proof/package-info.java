/** Whether read models hold what the log says, for admins. */
@NullMarked
package chat.parley.web.proof;

import org.jspecify.annotations.NullMarked;
