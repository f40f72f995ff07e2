package chat.parley.web.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where an admin wanted to go before they had to sign in. Signing in always leads to the
 * dashboard's first page; a cookie leads on from there, once.
 */
public final class DeepLink {

    static final String COOKIE = "PARLEY_DEEP_LINK";

    private static final String CHAT = "/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    /** A moment of a chat, which a link may lead to. */
    private static final String MOMENT = "\\?at=(?:[0-9TZ:.+-]|%3A|%2B){1,60}";

    /** Nothing but the dashboard's own pages, for a cookie can be planted. */
    private static final Pattern PAGE =
            Pattern.compile(
                    "/admin/(?:audit|read-models|(?:inbox|archived)(?:"
                            + CHAT
                            + "(?:"
                            + MOMENT
                            + ")?)?)");

    private static final Duration TIME_TO_SIGN_IN = Duration.ofMinutes(10);

    private DeepLink() {}

    /** Keeps the page that was asked for, if it is one of the dashboard's. */
    public static void remember(HttpServletRequest request, HttpServletResponse response) {
        String page = request.getRequestURI();
        Stream.of(page + "?" + request.getQueryString(), page)
                .filter(wanted -> PAGE.matcher(wanted).matches())
                .findFirst()
                .ifPresent(wanted ->
                        response.addHeader(
                                HttpHeaders.SET_COOKIE, cookie(wanted, TIME_TO_SIGN_IN)));
    }

    /** The page that a cookie leads to; empty if it leads nowhere. */
    static Optional<URI> of(@Nullable String cookie) {
        return Optional.ofNullable(cookie)
                .filter(page -> PAGE.matcher(page).matches())
                .map(URI::create);
    }

    /** The header that ends a cookie. */
    static String forgotten() {
        return cookie("", Duration.ZERO);
    }

    private static String cookie(String value, Duration maxAge) {
        return ResponseCookie.from(COOKIE, value)
                .path("/admin")
                .httpOnly(true)
                .sameSite("Lax")
                .maxAge(maxAge)
                .build()
                .toString();
    }
}
