package chat.parley.web.live;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** What one kind of client may do. Every no is a {@link StompFailure}. */
interface ChatSocket {

    int maxSubscriptions();

    /** So many connections of one caller are served on this node. */
    int maxSockets();

    /**
     * Finds out who connects.
     *
     * @param handshake what the handshake left behind
     */
    Caller connect(StompFrame frame, Map<String, Object> handshake);

    /** Passes if the caller may listen there. */
    void checkSubscription(Caller caller, Destination destination);

    /**
     * Does what the frame asks for; it has taken effect when this returns.
     *
     * @return the answer to the sender, if there is one
     */
    @Nullable Object send(Caller caller, Destination destination, String body);
}
