package chat.parley.web.problem;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import java.io.IOException;

/** Answers for what controllers throw, and for requests that no controller takes. */
@RestControllerAdvice
class ProblemAdvice {

    /**
     * @throws IOException if a part of the answer is on its way already, which breaks it off
     */
    @ExceptionHandler
    void answer(Throwable failure, HttpServletResponse response) throws IOException {
        if (Causes.sayThatTheClientIsGone(failure)) {
            return;
        }
        if (response.isCommitted()) {
            throw new IOException("The answer was cut short.", Causes.withoutMessages(failure));
        }
        ProblemWriter.write(response, failure);
    }
}
