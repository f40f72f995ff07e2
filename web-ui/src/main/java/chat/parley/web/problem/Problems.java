package chat.parley.web.problem;

import chat.parley.api.Refusal;
import chat.parley.log.LogUnavailable;
import chat.parley.query.readmodel.ReadModelBehind;

import org.apache.tomcat.util.http.InvalidParameterException;
import org.axonframework.common.lock.LockAcquisitionFailedException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.validation.BindException;
import org.springframework.validation.FieldError;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Turns failures into what callers are told of them. */
public final class Problems {

    private static final Logger LOGGER = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    /**
     * The problem to tell a caller of. A failure nobody foresaw is logged, and only its number is
     * told.
     */
    public static ProblemDetail of(Throwable failure) {
        return answerTo(failure).getBody();
    }

    /** The problem with the status and headers that go with it over HTTP. */
    static ErrorResponse answerTo(Throwable failure) {
        for (Throwable cause : Causes.of(failure)) {
            if (cause instanceof Refusal refusal) {
                return new Answer(of(refusal));
            }
            if (cause instanceof RateLimited limited) {
                return retryAfter(limited.retryAfter(), ProblemType.RATE_LIMITED.problem());
            }
            if (cause instanceof LogUnavailable
                    || cause instanceof ReadModelBehind
                    || cause instanceof ConcurrencyException
                    || cause instanceof LockAcquisitionFailedException) {
                return new Unavailable(ProblemType.UNAVAILABLE.sentence());
            }
            if (cause instanceof ErrorResponse answer && ProblemType.isOneOf(answer.getBody())) {
                return answer;
            }
        }
        if (Causes.sayThatTheDatabaseIsAway(failure)) {
            return new Unavailable(ProblemType.UNAVAILABLE.sentence());
        }
        if (Causes.sayThatTheBodyIsMalformed(failure)) {
            return new Answer(ProblemType.MALFORMED.problem());
        }
        return switch (failure) {
            case BindException bind -> new Answer(of(bind));
            case MissingServletRequestParameterException missing ->
                    malformed("The parameter " + missing.getParameterName() + " is missing.");
            case MethodArgumentTypeMismatchException mismatch ->
                    malformed("The value of " + mismatch.getName() + " is of the wrong type.");
            case TypeMismatchException _ -> malformed("A value is of the wrong type.");
            case HttpMessageNotReadableException _ ->
                    malformed("The body is no JSON, or a value in it is of the wrong type.");
            case InvalidParameterException invalid ->
                    new Answer(
                            ProblemType.of(HttpStatus.valueOf(invalid.getErrorCode())).problem());
            case AuthenticationException _ -> new Answer(ProblemType.UNAUTHENTICATED.problem());
            case AccessDeniedException _ -> new Answer(ProblemType.FORBIDDEN.problem());
            case ErrorResponse known -> general(known);
            default -> unforeseen(failure);
        };
    }

    /** The 422 that names the field at fault. */
    static ProblemDetail invalid(String field, String detail) {
        ProblemDetail problem = ProblemType.INVALID.problem(detail);
        problem.setProperty("field", field);
        return problem;
    }

    /** A problem that goes away by itself. */
    static ErrorResponse retryAfter(Duration wait, ProblemDetail problem) {
        HttpHeaders headers = new HttpHeaders();
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        headers.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        return new Answer(problem, headers);
    }

    private static ProblemDetail of(Refusal refusal) {
        String detail = String.valueOf(refusal.getMessage());
        ProblemType type =
                switch (refusal.reason()) {
                    case NO_SUCH_CHAT -> ProblemType.NOT_FOUND;
                    case INVALID_CONTENT, INVALID_SEQUENCE, WRONG_CONFIRMATION ->
                            ProblemType.INVALID;
                    case CLIENT_MESSAGE_ID_TAKEN -> ProblemType.CLIENT_MESSAGE_ID_TAKEN;
                    case CHAT_ERASED -> ProblemType.CHAT_ERASED;
                };
        ProblemDetail problem = type.problem(detail);
        if (refusal.field() != null) {
            problem.setProperty("field", refusal.field());
        }
        return problem;
    }

    private static ProblemDetail of(BindException bind) {
        List<Map<String, String>> errors =
                bind.getFieldErrors().stream()
                        .map(error -> Map.of("field", field(error), "detail", detail(error)))
                        .toList();
        if (errors.isEmpty()) {
            return ProblemType.INVALID.problem();
        }
        ProblemDetail problem =
                invalid(
                        field(bind.getFieldErrors().getFirst()),
                        detail(bind.getFieldErrors().getFirst()));
        problem.setProperty("errors", errors);
        return problem;
    }

    private static String field(FieldError error) {
        return error.getField().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    private static String detail(FieldError error) {
        return field(error) + " " + error.getDefaultMessage() + ".";
    }

    private static ErrorResponse malformed(String detail) {
        return new Answer(ProblemType.MALFORMED.problem(detail));
    }

    /**
     * The framework's own words may quote the request or name classes, so only its status counts.
     */
    private static ErrorResponse general(ErrorResponse known) {
        ProblemType type = ProblemType.of(known.getStatusCode());
        return type == ProblemType.UNAVAILABLE
                ? new Unavailable(type.sentence())
                : new Answer(type.problem(), known.getHeaders());
    }

    private static ErrorResponse unforeseen(Throwable failure) {
        String id = UUID.randomUUID().toString();
        LOGGER.error("Unforeseen failure {}", id, Causes.withoutMessages(failure));
        ProblemDetail problem = ProblemType.INTERNAL.problem();
        problem.setProperty("correlation_id", id);
        return new Answer(problem);
    }

    private record Answer(ProblemDetail getBody, HttpHeaders getHeaders) implements ErrorResponse {

        Answer(ProblemDetail problem) {
            this(problem, HttpHeaders.EMPTY);
        }

        @Override
        public HttpStatus getStatusCode() {
            return HttpStatus.valueOf(getBody.getStatus());
        }
    }
}
