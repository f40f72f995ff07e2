package chat.parley.web.live;

import chat.parley.web.problem.ProblemType;
import chat.parley.web.problem.ProblemWriter;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.server.HandshakeInterceptor;

import java.io.IOException;
import java.util.Map;

/**
 * Tells who asks for no socket so, by the rules of RFC 6455, section 4.2.1; the framework would,
 * too, but not as a problem.
 */
final class UpgradeCheck implements HandshakeInterceptor {

    private static final String PROTOCOL = "websocket";
    private static final String VERSION = "13";

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes)
            throws IOException {
        var answer = ((ServletServerHttpResponse) response).getServletResponse();
        if (!request.getMethod().equals(HttpMethod.GET)) {
            answer.setHeader(HttpHeaders.ALLOW, HttpMethod.GET.name());
            ProblemWriter.write(answer, ProblemType.METHOD_NOT_ALLOWED);
            return false;
        }
        if (!asksForSocket(request.getHeaders())) {
            answer.setHeader(HttpHeaders.UPGRADE, PROTOCOL);
            answer.setHeader(WebSocketHttpHeaders.SEC_WEBSOCKET_VERSION, VERSION);
            ProblemWriter.write(answer, ProblemType.MALFORMED);
            return false;
        }
        return true;
    }

    private static boolean asksForSocket(HttpHeaders headers) {
        return PROTOCOL.equalsIgnoreCase(headers.getUpgrade())
                && headers.getConnection().stream().anyMatch("upgrade"::equalsIgnoreCase)
                && VERSION.equals(headers.getFirst(WebSocketHttpHeaders.SEC_WEBSOCKET_VERSION))
                && headers.getFirst(WebSocketHttpHeaders.SEC_WEBSOCKET_KEY) != null;
    }

    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            @Nullable Exception exception) {}
}
