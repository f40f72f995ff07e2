package chat.parley.web.fault;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Requests whose answers may be late, or never come. */
final class Http {

    /** Longer than any answer may take, so that a late one is seen as late and not as lost. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Http() {}

    /** What came back, and after how long. */
    record Answer(int status, HttpHeaders headers, String body, Duration took) {

        JsonNode json() {
            return ChatEnd.json(body);
        }

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    /** The server was not there, or went away before it answered. */
    static final class NoAnswer extends RuntimeException {
        NoAnswer(Exception cause) {
            super(cause);
        }
    }

    static Answer get(URI uri) {
        return send(HttpRequest.newBuilder(uri));
    }

    static Answer send(HttpRequest.Builder request) {
        long began = System.nanoTime();
        try {
            HttpResponse<String> answer =
                    CLIENT.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(),
                    answer.headers(),
                    answer.body(),
                    Duration.ofNanos(System.nanoTime() - began));
        } catch (IOException e) {
            throw new NoAnswer(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
