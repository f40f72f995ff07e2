package chat.parley.web.identity;

import chat.parley.web.problem.ProblemType;
import chat.parley.web.problem.ProblemWriter;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;

import java.io.IOException;

/**
 * What is answered to an attempt to sign in or out: browsers go to a page, programs get a status.
 */
final class SignInAnswers
        implements AuthenticationSuccessHandler,
                AuthenticationFailureHandler,
                LogoutSuccessHandler {

    private final LoginPage loginPage;

    SignInAnswers(LoginPage loginPage) {
        this.loginPage = loginPage;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication admin) {
        seeOther(response, "/admin");
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException failure)
            throws IOException {
        boolean program = Accepted.by(request).json();
        if (failure instanceof TooManyFailures tooMany) {
            answer(request, response, tooMany, program);
        } else if (program) {
            ProblemWriter.write(response, ProblemType.WRONG_CREDENTIALS);
        } else {
            seeOther(response, "/login?error");
        }
    }

    private void answer(
            HttpServletRequest request,
            HttpServletResponse response,
            TooManyFailures failure,
            boolean program)
            throws IOException {
        ProblemType problem = ProblemType.TOO_MANY_FAILURES;
        if (program) {
            ProblemWriter.write(response, problem.problem(), failure.retryAfter());
        } else {
            response.setHeader(
                    HttpHeaders.RETRY_AFTER, Long.toString(failure.retryAfter().toSeconds()));
            loginPage.write(request, response, problem.status(), problem.sentence());
        }
    }

    @Override
    public void onLogoutSuccess(
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable Authentication admin)
            throws IOException {
        if (admin == null) {
            ProblemWriter.write(response, ProblemType.UNAUTHENTICATED);
        } else {
            seeOther(response, "/login");
        }
    }

    /** The path alone: an absolute address would repeat whatever Host header was sent. */
    private static void seeOther(HttpServletResponse response, String path) {
        response.setStatus(HttpStatus.SEE_OTHER.value());
        response.setHeader(HttpHeaders.LOCATION, path);
    }
}
