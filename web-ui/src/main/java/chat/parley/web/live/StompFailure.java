package chat.parley.web.live;

import chat.parley.web.problem.Problems;

import org.springframework.http.ProblemDetail;
import org.springframework.web.socket.CloseStatus;

/** Why a connection ends with an ERROR frame; the message is what the client reads. */
final class StompFailure extends RuntimeException {

    private final transient CloseStatus closeStatus;

    private StompFailure(CloseStatus closeStatus, String sentence) {
        super(sentence, null, false, false);
        this.closeStatus = closeStatus;
    }

    /** The frame is not what the protocol allows. */
    static StompFailure malformed(String sentence) {
        return new StompFailure(CloseStatus.PROTOCOL_ERROR, sentence);
    }

    /** The frame is well formed, but this client may not send it. */
    static StompFailure refused(String sentence) {
        return new StompFailure(CloseStatus.POLICY_VIOLATION, sentence);
    }

    /** What is told of a failure of what the frame asked for. */
    static StompFailure of(RuntimeException failure) {
        ProblemDetail problem = Problems.of(failure);
        return problem.getStatus() < 500
                ? refused(String.valueOf(problem.getDetail()))
                : new StompFailure(
                        CloseStatus.SERVICE_OVERLOAD, String.valueOf(problem.getDetail()));
    }

    String sentence() {
        return String.valueOf(getMessage());
    }

    CloseStatus closeStatus() {
        return closeStatus;
    }
}
