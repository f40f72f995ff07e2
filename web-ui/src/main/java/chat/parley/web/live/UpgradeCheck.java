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
import org.springframework.web.socket.server.HandshakeInterceptor;

import java.io.IOException;
import java.util.Map;

/** Tells who asks for no socket so; the framework would, too, but not as a problem. */
final class UpgradeCheck implements HandshakeInterceptor {

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes)
            throws IOException {
        if (!request.getMethod().equals(HttpMethod.GET)) {
            return refuse(
                    response,
                    ProblemType.METHOD_NOT_ALLOWED,
                    HttpHeaders.ALLOW,
                    HttpMethod.GET.name());
        }
        if (!"websocket".equalsIgnoreCase(request.getHeaders().getUpgrade())) {
            return refuse(response, ProblemType.MALFORMED, HttpHeaders.UPGRADE, "websocket");
        }
        return true;
    }

    private static boolean refuse(
            ServerHttpResponse response, ProblemType problem, String header, String value)
            throws IOException {
        var answer = ((ServletServerHttpResponse) response).getServletResponse();
        answer.setHeader(header, value);
        ProblemWriter.write(answer, problem);
        return false;
    }

    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            @Nullable Exception exception) {}
}
