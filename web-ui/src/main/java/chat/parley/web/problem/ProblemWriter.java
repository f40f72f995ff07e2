package chat.parley.web.problem;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import org.springframework.web.ErrorResponse;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.time.Duration;

/**
 * Answers a request with a problem, also where no framework is around any more. Headers that were
 * set before stay, so that pages of allowed origins can read errors too.
 */
public final class ProblemWriter {

    private static final JsonMapper json =
            JsonMapper.builder()
                    .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
                    .build();

    private ProblemWriter() {}

    /** Says what became of a failure. */
    public static void write(HttpServletResponse response, Throwable failure) throws IOException {
        write(response, Problems.answerTo(failure));
    }

    /** Says that there is a problem of this kind, in its general words. */
    public static void write(HttpServletResponse response, ProblemType type) throws IOException {
        write(response, type.problem());
    }

    /** Says what the problem is. */
    public static void write(HttpServletResponse response, ProblemDetail problem)
            throws IOException {
        response.resetBuffer();
        response.setStatus(problem.getStatus());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        byte[] body = json.writeValueAsBytes(problem);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** Says what the problem is and when to try again. */
    public static void write(HttpServletResponse response, ProblemDetail problem, Duration wait)
            throws IOException {
        write(response, Problems.retryAfter(wait, problem));
    }

    private static void write(HttpServletResponse response, ErrorResponse answer)
            throws IOException {
        answer.getHeaders()
                .forEach((name, values) -> response.setHeader(name, String.join(", ", values)));
        write(response, answer.getBody());
    }
}
