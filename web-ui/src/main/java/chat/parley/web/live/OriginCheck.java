package chat.parley.web.live;

import chat.parley.web.problem.ProblemType;
import chat.parley.web.problem.ProblemWriter;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.util.WebUtils;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Lets pages of this server and of some others open sockets: no browser asks before it does. */
final class OriginCheck implements HandshakeInterceptor {

    private final Set<String> allowed;
    private final boolean required;

    /**
     * @param allowed besides the origin that the request itself was sent to
     * @param required whether a client that names none, and so is no browser, is refused
     */
    OriginCheck(Set<String> allowed, boolean required) {
        this.allowed = allowed;
        this.required = required;
    }

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes)
            throws IOException {
        String origin = request.getHeaders().getOrigin();
        if (origin == null
                ? !required
                : allowed.contains(origin) || WebUtils.isSameOrigin(request)) {
            return true;
        }
        ProblemWriter.write(
                ((ServletServerHttpResponse) response).getServletResponse(),
                ProblemType.ORIGIN_NOT_ALLOWED);
        return false;
    }

    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            @Nullable Exception exception) {}
}
