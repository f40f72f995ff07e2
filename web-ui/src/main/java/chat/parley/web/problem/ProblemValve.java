package chat.parley.web.problem;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.http.HttpStatusCode;

import java.io.IOException;

/**
 * Answers for requests that Tomcat refuses before any filter sees them, where its own valve would
 * send a page. Tomcat makes it by its name, so it is public and has no parameters.
 */
public final class ProblemValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, Throwable failure) {
        int status = response.getStatus();
        boolean answered = response.getContentWritten() > 0 || !response.setErrorReported();
        if (status < 400 || answered) {
            return;
        }
        try {
            ProblemWriter.write(
                    response.getResponse(), ProblemType.of(HttpStatusCode.valueOf(status)));
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            // The client is gone: nobody is left to answer.
        }
    }
}
