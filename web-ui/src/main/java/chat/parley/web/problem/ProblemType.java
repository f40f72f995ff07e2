package chat.parley.web.problem;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

import java.net.URI;
import java.util.Locale;

/** The kinds of problems there are. Their URIs are stable: clients compare them. */
public enum ProblemType {
    MALFORMED(HttpStatus.BAD_REQUEST, "The request is malformed."),
    UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "Sign in to do this."),
    INVALID_TOKEN(HttpStatus.UNAUTHORIZED, "The token is not accepted."),
    PERSON_ERASED(
            HttpStatus.UNAUTHORIZED,
            "This person was erased after the token was issued. A new token begins a new chat."),
    WRONG_CREDENTIALS(HttpStatus.UNAUTHORIZED, "The e-mail address or the password is wrong."),
    FORBIDDEN(HttpStatus.FORBIDDEN, "You may not do this."),
    CSRF(
            HttpStatus.FORBIDDEN,
            "The header X-XSRF-TOKEN or the form field _csrf must echo the cookie XSRF-TOKEN."),
    ORIGIN_NOT_ALLOWED(HttpStatus.FORBIDDEN, "Pages of this origin may not do this."),
    NOT_FOUND(HttpStatus.NOT_FOUND, "There is nothing here."),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "This method is not allowed here."),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "There is no answer of an accepted type."),
    CONFLICT(HttpStatus.CONFLICT, "This conflicts with what is there."),
    CLIENT_MESSAGE_ID_TAKEN(HttpStatus.CONFLICT, "This client_message_id was used before."),
    STILL_PARKED(HttpStatus.CONFLICT, "The chat failed again and stays parked."),
    REBUILD_UNDER_WAY(HttpStatus.CONFLICT, "A rebuild is under way."),
    PROOF_RUNNING(HttpStatus.CONFLICT, "A proof of this read model is running."),
    CHAT_ERASED(HttpStatus.CONFLICT, "This person was erased; the chat is over."),
    TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "A body of more than 128 KB is not taken."),
    UNSUPPORTED_MEDIA_TYPE(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE, "A body of this type is not understood."),
    INVALID(HttpStatus.UNPROCESSABLE_CONTENT, "A value is not valid."),
    RATE_LIMITED(HttpStatus.TOO_MANY_REQUESTS, "Too many messages in a short time."),
    TOO_MANY_FAILURES(
            HttpStatus.TOO_MANY_REQUESTS,
            "Too many failed attempts to sign in. Wait a few minutes and try again."),
    UNAVAILABLE(
            HttpStatus.SERVICE_UNAVAILABLE, "This is not possible at the moment. Try again soon."),
    INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong on this server.");

    private static final String BASE = "https://parley.chat/problems/";

    private final HttpStatus status;
    private final String sentence;

    ProblemType(HttpStatus status, String sentence) {
        this.status = status;
        this.sentence = sentence;
    }

    /** The kind to speak of when nothing but a status is known. */
    public static ProblemType of(HttpStatusCode status) {
        return switch (status.value()) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 409 -> CONFLICT;
            case 413 -> TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 422 -> INVALID;
            case 429 -> RATE_LIMITED;
            case 503 -> UNAVAILABLE;
            case 501, 505 -> MALFORMED;
            default -> status.is4xxClientError() ? MALFORMED : INTERNAL;
        };
    }

    /** Whether a problem was worded here, and not by some framework. */
    static boolean isOneOf(ProblemDetail problem) {
        return problem.getType() != null && problem.getType().toString().startsWith(BASE);
    }

    public HttpStatus status() {
        return status;
    }

    /** What is wrong, in words that fit every problem of this kind. */
    public String sentence() {
        return sentence;
    }

    /** A problem of this kind, in its general words. */
    public ProblemDetail problem() {
        return problem(sentence);
    }

    /**
     * A problem of this kind.
     *
     * @param detail what is wrong this time, in plain words
     */
    public ProblemDetail problem(String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        String slug = name().toLowerCase(Locale.ROOT).replace('_', '-');
        problem.setType(URI.create(BASE + slug));
        problem.setTitle(status.getReasonPhrase());
        return problem;
    }
}
