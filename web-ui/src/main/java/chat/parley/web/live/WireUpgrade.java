package chat.parley.web.live;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;
import org.springframework.web.socket.server.HandshakeFailureException;
import org.springframework.web.socket.server.RequestUpgradeStrategy;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Principal;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Ends a handshake that the framework has checked (RFC 6455, section 4.2.2), and hands the
 * connection to a {@link Wire}. No extension is offered: compression would hold a quarter of a
 * megabyte for each browser.
 */
final class WireUpgrade implements RequestUpgradeStrategy {

    private static final String VERSION = "13";
    private static final String KEY_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    @Override
    public String[] getSupportedVersions() {
        return new String[] {VERSION};
    }

    @Override
    public List<WebSocketExtension> getSupportedExtensions(ServerHttpRequest request) {
        return List.of();
    }

    @Override
    public void upgrade(
            ServerHttpRequest request,
            ServerHttpResponse response,
            @Nullable String selectedProtocol,
            List<WebSocketExtension> selectedExtensions,
            @Nullable Principal user,
            WebSocketHandler handler,
            Map<String, Object> attributes) {
        HttpServletRequest asked = ((ServletServerHttpRequest) request).getServletRequest();
        HttpServletResponse answer = ((ServletServerHttpResponse) response).getServletResponse();
        answer.setHeader(HttpHeaders.UPGRADE, "websocket");
        answer.setHeader(HttpHeaders.CONNECTION, "upgrade");
        answer.setHeader(
                WebSocketHttpHeaders.SEC_WEBSOCKET_ACCEPT,
                accept(asked.getHeader(WebSocketHttpHeaders.SEC_WEBSOCKET_KEY)));
        if (selectedProtocol != null) {
            answer.setHeader(WebSocketHttpHeaders.SEC_WEBSOCKET_PROTOCOL, selectedProtocol);
        }
        StompEndpoint endpoint = (StompEndpoint) WebSocketHandlerDecorator.unwrap(handler);
        try {
            asked.upgrade(Wire.class).open(endpoint, attributes);
        } catch (IOException | ServletException failure) {
            throw new HandshakeFailureException("The connection could not be taken over", failure);
        }
    }

    private static String accept(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1")
                            .digest((key.strip() + KEY_SUFFIX).getBytes(US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-1.", e);
        }
    }
}
