package chat.parley.web.identity;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

import java.util.Collections;
import java.util.List;

/**
 * What a request asks for by name; wildcards ask for nothing in particular.
 *
 * @param page whether it comes from somebody who looks at pages
 * @param json whether it comes from a program
 */
public record Accepted(boolean page, boolean json) {

    private static boolean isJson(MediaType type) {
        return MediaType.APPLICATION_JSON.equalsTypeAndSubtype(type)
                || MediaType.APPLICATION_PROBLEM_JSON.equalsTypeAndSubtype(type);
    }

    /** Reads the {@code Accept} header; a malformed one accepts nothing. */
    public static Accepted by(HttpServletRequest request) {
        try {
            List<MediaType> types =
                    MediaType.parseMediaTypes(
                            Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
            boolean page = types.stream().anyMatch(MediaType.TEXT_HTML::equalsTypeAndSubtype);
            boolean json = types.stream().anyMatch(Accepted::isJson);
            return new Accepted(page, json && !page);
        } catch (InvalidMediaTypeException e) {
            return new Accepted(false, false);
        }
    }
}
