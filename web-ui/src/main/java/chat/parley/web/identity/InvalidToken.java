package chat.parley.web.identity;

import chat.parley.web.problem.ProblemType;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponse;

/** A widget token breaks a rule; says which, never what was in it. */
public final class InvalidToken extends AuthenticationException implements ErrorResponse {

    private final String detail;

    public InvalidToken(String detail) {
        super(detail);
        this.detail = detail;
    }

    @Override
    public HttpStatusCode getStatusCode() {
        return ProblemType.INVALID_TOKEN.status();
    }

    @Override
    public ProblemDetail getBody() {
        return ProblemType.INVALID_TOKEN.problem(detail);
    }

    /** An answer, not a fault: anybody can send wrong tokens, and each trace would cost. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
