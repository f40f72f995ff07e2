package chat.parley.web.live;

import java.util.Collection;
import java.util.Set;

/** Knows which sign-ins of admins still hold, whichever node they were ended on. */
@FunctionalInterface
interface SignIns {

    /** Those of the sessions that have not ended. */
    Set<String> validAmong(Collection<String> sessionIds);
}
