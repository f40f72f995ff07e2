package chat.parley.web.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;

/** The outermost filter: answers for what other filters throw, a lost database above all. */
final class ProblemFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException failure) {
            if (Causes.sayThatTheClientIsGone(failure)) {
                return;
            }
            if (response.isCommitted()) {
                throw new IOException("The answer was cut short.", Causes.withoutMessages(failure));
            }
            ProblemWriter.write(response, failure);
        }
    }
}
