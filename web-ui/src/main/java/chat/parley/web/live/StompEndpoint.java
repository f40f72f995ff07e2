package chat.parley.web.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.websocket.Session;

import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.SubProtocolCapable;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/** Where the container hands over the sockets of one kind of client. */
final class StompEndpoint implements WebSocketHandler, SubProtocolCapable {

    private static final String SESSION = StompSession.class.getName();

    /** Tomcat's own names of how long one write, and a goodbye, may take; in milliseconds. */
    private static final List<String> PATIENCE =
            List.of(
                    "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT",
                    "org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT");

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

    @Override
    public void afterConnectionEstablished(WebSocketSession socket) {
        Session container =
                Objects.requireNonNull(
                        ((NativeWebSocketSession) socket).getNativeSession(Session.class));
        PATIENCE.forEach(
                name -> container.getUserProperties().put(name, limits.sendWithin().toMillis()));
        StompSession session = new StompSession(socket, role, sockets, topics, limits);
        socket.getAttributes().put(SESSION, session);
        sockets.opened(session);
    }

    @Override
    public void handleMessage(WebSocketSession socket, WebSocketMessage<?> message) {
        switch (message) {
            case TextMessage text ->
                    session(socket).received(ByteBuffer.wrap(text.getPayload().getBytes(UTF_8)));
            case BinaryMessage binary -> session(socket).received(binary.getPayload());
            default -> {
                // A pong: nothing is asked of the application.
            }
        }
    }

    @Override
    public void handleTransportError(WebSocketSession socket, Throwable exception) {
        session(socket).cut(CloseStatus.SERVER_ERROR);
    }

    @Override
    public void afterConnectionClosed(WebSocketSession socket, CloseStatus status) {
        session(socket).closed();
    }

    /** The container's buffers are small, for they are there while nothing is said, too. */
    @Override
    public boolean supportsPartialMessages() {
        return true;
    }

    /** A browser that asks for one of these hangs up if none is answered. */
    @Override
    public List<String> getSubProtocols() {
        return List.of("v12.stomp", "v11.stomp");
    }

    private static StompSession session(WebSocketSession socket) {
        return (StompSession) Objects.requireNonNull(socket.getAttributes().get(SESSION));
    }
}
