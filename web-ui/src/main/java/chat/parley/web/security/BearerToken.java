package chat.parley.web.security;

import chat.parley.web.identity.InvalidToken;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The token of a request; only ever from its header, never from its URL. */
final class BearerToken {

    private static final String SCHEME = "Bearer ";

    private BearerToken() {}

    /**
     * @throws InvalidToken if there is an {@code Authorization} that is no single bearer token
     */
    static Optional<String> of(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        if (headers.isEmpty()) {
            return Optional.empty();
        }
        String header = headers.getFirst();
        if (headers.size() > 1 || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new InvalidToken("The header Authorization must hold one bearer token.");
        }
        return Optional.of(header.substring(SCHEME.length()).strip());
    }
}
