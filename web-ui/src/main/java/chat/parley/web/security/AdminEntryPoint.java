package chat.parley.web.security;

import chat.parley.web.identity.Accepted;
import chat.parley.web.identity.InvalidToken;
import chat.parley.web.identity.WidgetTokens;
import chat.parley.web.pages.DeepLink;
import chat.parley.web.problem.ProblemType;
import chat.parley.web.problem.ProblemWriter;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

import java.io.IOException;
import java.util.Set;

/** Asks for a session; a user is told that no session will help. */
final class AdminEntryPoint implements AuthenticationEntryPoint {

    private static final Set<String> READING =
            Set.of(HttpMethod.GET.name(), HttpMethod.HEAD.name());

    private final WidgetTokens tokens;

    AdminEntryPoint(WidgetTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public void commence(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException failure)
            throws IOException {
        if (isUser(request)) {
            ProblemWriter.write(response, ProblemType.FORBIDDEN);
        } else if (READING.contains(request.getMethod()) && Accepted.by(request).page()) {
            DeepLink.remember(request, response);
            response.setStatus(HttpStatus.FOUND.value());
            response.setHeader(HttpHeaders.LOCATION, "/login");
        } else {
            ProblemWriter.write(response, ProblemType.UNAUTHENTICATED);
        }
    }

    private boolean isUser(HttpServletRequest request) {
        try {
            return BearerToken.of(request).map(tokens::verify).isPresent();
        } catch (InvalidToken nobody) {
            return false;
        }
    }
}
