package chat.parley.web.identity;

import chat.parley.api.Actor;

import java.io.Serializable;
import java.security.Principal;
import java.util.UUID;

/** A signed-in member of the support staff; lives in the session. */
public record AdminPrincipal(UUID id, String email, String displayName)
        implements Principal, Serializable {

    @Override
    public String getName() {
        return "admin:" + id;
    }

    /** The admin as the sender of commands. */
    public Actor actor() {
        return Actor.admin(id, displayName, email);
    }

    /** Says nothing personal, for this may end in a log. */
    @Override
    public String toString() {
        return getName();
    }
}
