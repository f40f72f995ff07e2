package chat.parley.web.live;

import chat.parley.web.identity.AdminPrincipal;
import chat.parley.web.problem.ProblemType;
import chat.parley.web.problem.ProblemWriter;

import jakarta.servlet.http.HttpSession;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.security.core.Authentication;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

import java.io.IOException;
import java.util.Map;

/** Lets only signed-in admins pass, and remembers by which session they came. */
final class AdminHandshake implements HandshakeInterceptor {

    static final String ADMIN = AdminHandshake.class.getName() + ".admin";
    static final String HTTP_SESSION = AdminHandshake.class.getName() + ".session";

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes)
            throws IOException {
        AdminPrincipal admin = admin(request);
        HttpSession session =
                ((ServletServerHttpRequest) request).getServletRequest().getSession(false);
        if (admin == null || session == null) {
            ProblemWriter.write(
                    ((ServletServerHttpResponse) response).getServletResponse(),
                    ProblemType.UNAUTHENTICATED);
            return false;
        }
        attributes.put(ADMIN, admin);
        attributes.put(HTTP_SESSION, session.getId());
        return true;
    }

    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            @Nullable Exception exception) {}

    private static @Nullable AdminPrincipal admin(ServerHttpRequest request) {
        return request.getPrincipal() instanceof Authentication authentication
                        && authentication.getPrincipal() instanceof AdminPrincipal admin
                ? admin
                : null;
    }
}
