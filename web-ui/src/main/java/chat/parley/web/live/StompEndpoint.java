package chat.parley.web.live;

import org.springframework.web.socket.SubProtocolCapable;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

import java.util.List;
import java.util.Map;

/**
 * One kind of client, as the framework's handshake knows it. What comes after the handshake does
 * not pass the framework: see {@link WireUpgrade}.
 */
final class StompEndpoint extends AbstractWebSocketHandler implements SubProtocolCapable {

    private final ChatSocket role;
    private final Sockets sockets;
    private final Subscriptions topics;
    private final LiveLimits limits;

    StompEndpoint(ChatSocket role, Sockets sockets, Subscriptions topics, LiveLimits limits) {
        this.role = role;
        this.sockets = sockets;
        this.topics = topics;
        this.limits = limits;
    }

    LiveLimits limits() {
        return limits;
    }

    /**
     * A session for a connection.
     *
     * @param handshake what the handshake left behind
     */
    StompSession session(Wire wire, Map<String, Object> handshake) {
        return new StompSession(wire, handshake, role, sockets, topics, limits);
    }

    /** A browser that asks for one of these hangs up if none is answered. */
    @Override
    public List<String> getSubProtocols() {
        return List.of("v12.stomp", "v11.stomp");
    }
}
