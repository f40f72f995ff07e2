package chat.parley.web.health;

import chat.parley.web.problem.ProblemType;
import chat.parley.web.problem.ProblemWriter;
import chat.parley.web.problem.Unavailable;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;

/**
 * Completes what the framework tells monitors: when to ask again, and that something is not there.
 */
final class MonitorAnswers extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, new WithRetryAfter(response));
        if (response.getStatus() == HttpStatus.NOT_FOUND.value() && !response.isCommitted()) {
            ProblemWriter.write(response, ProblemType.NOT_FOUND);
        }
    }

    private static final class WithRetryAfter extends HttpServletResponseWrapper {

        WithRetryAfter(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void setStatus(int status) {
            super.setStatus(status);
            if (status == HttpStatus.SERVICE_UNAVAILABLE.value()) {
                setHeader(HttpHeaders.RETRY_AFTER, Unavailable.RETRY_AFTER_SECONDS);
            }
        }
    }
}
