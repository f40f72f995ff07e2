package chat.parley.web.problem;

import org.springframework.http.HttpHeaders;
import org.springframework.web.ErrorResponseException;

/** What was asked for is not possible now, but will be soon: 503 with {@code Retry-After}. */
public final class Unavailable extends ErrorResponseException {

    /** How many seconds to wait, as the header {@code Retry-After} says it. */
    public static final String RETRY_AFTER_SECONDS = "2";

    /**
     * @param detail what the caller is told, in plain words
     */
    public Unavailable(String detail) {
        super(ProblemType.UNAVAILABLE.status(), ProblemType.UNAVAILABLE.problem(detail), null);
        getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
}
