package chat.parley.web.live;

import chat.parley.log.FailureReason;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Closes the sockets of admins who signed out, here or on another node. */
final class SessionGuard {

    private static final Logger LOGGER = LoggerFactory.getLogger(SessionGuard.class);

    private final Sockets sockets;
    private final SignIns signIns;
    private boolean uncertain;

    SessionGuard(Sockets sockets, SignIns signIns) {
        this.sockets = sockets;
        this.signIns = signIns;
    }

    /**
     * Looks at all admins' sockets of this node; while that is impossible, they stay as they are.
     */
    void look() {
        Map<String, List<StompSession>> bySession = new HashMap<>();
        sockets.forEach(socket -> {
            Caller caller = socket.caller();
            if (caller != null && caller.httpSession() != null) {
                bySession
                        .computeIfAbsent(caller.httpSession(), id -> new ArrayList<>())
                        .add(socket);
            }
        });
        if (bySession.isEmpty()) {
            return;
        }
        Set<String> alive;
        try {
            alive = signIns.validAmong(bySession.keySet());
        } catch (DataAccessException away) {
            if (!uncertain) {
                LOGGER.warn("It cannot be looked up who is signed in: {}", FailureReason.of(away));
            }
            uncertain = true;
            return;
        }
        uncertain = false;
        bySession.forEach((id, ofSession) -> {
            if (!alive.contains(id)) {
                ofSession.forEach(socket ->
                        socket.fail(StompFailure.refused("The session has ended."), null));
            }
        });
    }
}
