package chat.parley.web;

import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An admin's browser as far as HTTP goes: keeps cookies, echoes the CSRF token, never redirects.
 */
public final class AdminClient {

    /** What test servers have as {@code parley.admin.*}. */
    public static final String EMAIL = "grace@example.com";

    public static final String PASSWORD = "correct horse battery staple";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> cookies = new TreeMap<>();
    private final URI server;

    public AdminClient(URI server) {
        this.server = server;
    }

    /** A client that is signed in as the first admin. */
    public static AdminClient signedIn(URI server) {
        AdminClient client = new AdminClient(server);
        HttpResponse<String> answer = client.signIn(EMAIL, PASSWORD);
        if (!answer.headers().firstValue("Location").orElse("").equals("/admin")) {
            throw new IllegalStateException("Signing in was answered " + answer.statusCode());
        }
        return client;
    }

    /** Opens the sign-in page and sends its form. */
    public HttpResponse<String> signIn(String email, String password, String... headers) {
        get("/login");
        String form =
                Map.of("username", email, "password", password, "_csrf", csrf()).entrySet().stream()
                        .map(field -> field.getKey() + "=" + encode(field.getValue()))
                        .collect(Collectors.joining("&"));
        return send(
                request("/login", headers)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)));
    }

    public HttpResponse<String> signOut() {
        return post("/logout", "");
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    /** Sends JSON with the CSRF token. */
    public HttpResponse<String> post(String path, String json, String... headers) {
        return send(
                request(path, headers)
                        .header("Content-Type", "application/json")
                        .header("X-XSRF-TOKEN", csrf())
                        .POST(BodyPublishers.ofString(json)));
    }

    /** Sends a request as it is, but with the cookies. */
    public HttpResponse<String> send(HttpRequest.Builder request) {
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookieHeader());
        }
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            answer.headers().allValues("Set-Cookie").forEach(this::keep);
            return answer;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    /** What the browser would send as {@code Cookie}, for WebSocket handshakes. */
    public String cookieHeader() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** The value of a cookie, empty if there is none. */
    public String cookie(String name) {
        return cookies.getOrDefault(name, "");
    }

    public void setCookie(String name, String value) {
        cookies.put(name, value);
    }

    public String csrf() {
        return cookie("XSRF-TOKEN");
    }

    private void keep(String setCookie) {
        HttpCookie cookie =
                HttpCookie.parse(setCookie.replaceAll("(?i); *expires=[^;]*", "")).getFirst();
        if (cookie.getMaxAge() == 0 || cookie.getValue().isEmpty()) {
            cookies.remove(cookie.getName());
        } else {
            cookies.put(cookie.getName(), cookie.getValue());
        }
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
