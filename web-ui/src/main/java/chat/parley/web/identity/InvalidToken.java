package chat.parley.web.identity;

import chat.parley.web.problem.ProblemType;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponse;

/** A widget token breaks a rule; says which, never what was in it. */
public final class InvalidToken extends AuthenticationException implements ErrorResponse {

    private final ProblemType type;
    private final String detail;

    public InvalidToken(String detail) {
        this(ProblemType.INVALID_TOKEN, detail);
    }

    private InvalidToken(ProblemType type, String detail) {
        super(detail);
        this.type = type;
        this.detail = detail;
    }

    /** The token is in order, but the person whom it was issued for was forgotten since. */
    static InvalidToken personErased() {
        return new InvalidToken(ProblemType.PERSON_ERASED, ProblemType.PERSON_ERASED.sentence());
    }

    @Override
    public HttpStatusCode getStatusCode() {
        return type.status();
    }

    @Override
    public ProblemDetail getBody() {
        return type.problem(detail);
    }

    /** An answer, not a fault: anybody can send wrong tokens, and each trace would cost. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
