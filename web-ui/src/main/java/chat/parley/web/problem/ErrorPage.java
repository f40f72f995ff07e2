package chat.parley.web.problem;

import io.swagger.v3.oas.annotations.Hidden;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

import java.io.IOException;

/** Where the servlet container sends what was answered with a bare status. */
@Controller
@Hidden
class ErrorPage implements ErrorController {

    @RequestMapping("/error")
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
            ProblemWriter.write(response, failure);
        } else if (request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE)
                instanceof Integer status) {
            ProblemWriter.write(response, ProblemType.of(HttpStatusCode.valueOf(status)));
        } else {
            ProblemWriter.write(response, ProblemType.NOT_FOUND);
        }
    }
}
