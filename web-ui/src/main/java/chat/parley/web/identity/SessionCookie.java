package chat.parley.web.identity;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.session.web.http.DefaultCookieSerializer;

import java.util.List;
import java.util.regex.Pattern;

/** The cookie that holds a session's id, for the server only. */
final class SessionCookie extends DefaultCookieSerializer {

    private static final Pattern SESSION_ID = Pattern.compile("[0-9a-f-]{36}");

    /**
     * @param alwaysSecure whether people reach this server by TLS, even where it ends before us
     */
    SessionCookie(boolean alwaysSecure) {
        setUseHttpOnlyCookie(true);
        setSameSite("Lax");
        setCookiePath("/");
        if (alwaysSecure) {
            setUseSecureCookie(true);
        }
    }

    /** Only what can be an id: PostgreSQL would fail over some of the rest. */
    @Override
    public List<String> readCookieValues(HttpServletRequest request) {
        return super.readCookieValues(request).stream()
                .filter(value -> SESSION_ID.matcher(value).matches())
                .toList();
    }
}
