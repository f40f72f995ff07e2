package chat.parley.web.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;

/**
 * Notes inside of the session's filter that an answer is whole. What fails after that, as saving
 * the session does in an outage, is no reason to break the answer off.
 */
final class WholeAnswer extends OncePerRequestFilter {

    private static final String NOTE = WholeAnswer.class.getName();

    /** Whether nothing is left to say to this request. */
    static boolean wasGivenTo(HttpServletRequest request) {
        return request.getAttribute(NOTE) != null;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, response);
        if (!request.isAsyncStarted()) {
            request.setAttribute(NOTE, true);
        }
    }
}
