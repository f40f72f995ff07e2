package chat.parley.web.identity;

import chat.parley.web.problem.ProblemType;

import io.swagger.v3.oas.annotations.Hidden;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.util.HtmlUtils;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The sign-in page. It is filled in here, so that it works before any script has run. */
@Controller
@Hidden
class LoginPage {

    private static final ClassPathResource template = new ClassPathResource("pages/login.html");

    @GetMapping("/login")
    void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean failed = request.getParameter("error") != null;
        String message = failed ? ProblemType.WRONG_CREDENTIALS.sentence() : "";
        write(request, response, HttpStatus.OK, message);
    }

    /**
     * The security filters answer these; they stand here for whoever comes by another method and is
     * told which ones there are.
     */
    @PostMapping({"/login", "/logout"})
    void answeredByFilters() {
        throw new IllegalStateException("The security filters let a form pass.");
    }

    /** Answers with the page, also where signing in was refused. */
    void write(
            HttpServletRequest request,
            HttpServletResponse response,
            HttpStatus status,
            String message)
            throws IOException {
        CsrfToken csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        byte[] page =
                template.getContentAsString(StandardCharsets.UTF_8)
                        .replace("{{csrf}}", HtmlUtils.htmlEscape(csrf.getToken()))
                        .replace("{{message}}", HtmlUtils.htmlEscape(message))
                        .getBytes(StandardCharsets.UTF_8);
        response.setStatus(status.value());
        response.setContentType(MediaType.TEXT_HTML_VALUE + ";charset=UTF-8");
        response.setContentLength(page.length);
        response.getOutputStream().write(page);
    }
}
