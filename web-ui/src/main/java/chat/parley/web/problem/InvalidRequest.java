package chat.parley.web.problem;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** The request cannot be granted as it stands, and the caller is told why. */
public final class InvalidRequest extends ErrorResponseException {

    private InvalidRequest(ProblemDetail problem) {
        super(HttpStatusCode.valueOf(problem.getStatus()), problem, null);
    }

    /** 400: it is not what was asked for, or of the wrong type. */
    public static InvalidRequest malformed(String detail) {
        return new InvalidRequest(ProblemType.MALFORMED.problem(detail));
    }

    /** 404: there is none, or the caller may not know of it. */
    public static InvalidRequest notFound(String detail) {
        return new InvalidRequest(ProblemType.NOT_FOUND.problem(detail));
    }

    /**
     * 422: it is well formed, but a value breaks a rule.
     *
     * @param field the value at fault, as clients name it
     */
    public static InvalidRequest invalid(String field, String detail) {
        return new InvalidRequest(Problems.invalid(field, detail));
    }

    /**
     * 409: what is there does not allow it.
     *
     * @param type says what it conflicts with
     */
    public static InvalidRequest conflict(ProblemType type) {
        return new InvalidRequest(type.problem());
    }
}
