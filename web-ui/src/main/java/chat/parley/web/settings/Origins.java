package chat.parley.web.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Web origins in the one spelling that browsers send (RFC 6454, section 6.2). */
public final class Origins {

    private Origins() {}

    /**
     * The origin as a browser writes it: in lower case, without the scheme's usual port. Empty if
     * the text is no {@code http} or {@code https} origin.
     */
    public static Optional<String> normalized(String text) {
        URI uri;
        try {
            uri = new URI(text.strip().toLowerCase(Locale.ROOT));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
        int usualPort = "https".equals(uri.getScheme()) ? 443 : 80;
        boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        boolean bare =
                uri.getRawPath() != null
                        && uri.getRawPath().isEmpty()
                        && uri.getRawQuery() == null
                        && uri.getRawFragment() == null
                        && uri.getRawUserInfo() == null;
        if (!web || !bare || uri.getHost() == null || uri.getPort() > 65_535) {
            return Optional.empty();
        }
        String port = uri.getPort() == -1 || uri.getPort() == usualPort ? "" : ":" + uri.getPort();
        return Optional.of(uri.getScheme() + "://" + uri.getHost() + port);
    }
}
