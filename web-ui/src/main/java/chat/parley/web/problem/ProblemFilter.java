package chat.parley.web.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;

/** The outermost filter: answers for whatever controllers and other filters throw. */
final class ProblemFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException failure) {
            if (Causes.sayThatTheClientIsGone(failure)
                    || Causes.sayThatTheBodyIsMalformed(failure)) {
                return;
            }
            if (response.isCommitted() && WholeAnswer.wasGivenTo(request)) {
                return;
            }
            if (response.isCommitted()) {
                throw new IOException("The answer was cut short.", Causes.withoutMessages(failure));
            }
            ProblemWriter.write(response, thrown(failure));
        }
    }

    /** What fails while an answer is streamed is thrown where that answer is taken up again. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    /** The framework wraps what a controller threw. */
    private static Throwable thrown(Exception failure) {
        return failure instanceof ServletException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }
}
