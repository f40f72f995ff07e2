package chat.parley.web.settings;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Everything under {@code parley.*}. An instance is valid: what cannot be used is refused with a
 * {@link StartRefused} that names the property.
 *
 * @param dataDir where the embedded PostgreSQL, generated secrets and captured mail live
 * @param publicUrl where people reach this server, without a slash at the end; links in mails start
 *     with it
 * @param widget who may embed the widget, and how their tokens are signed
 * @param admin the first admin, made while there is none
 * @param replyEmail when unread answers go out by e-mail
 * @param limits how fast one person may send
 * @param mail how Parley's mails look to their readers
 * @param audit how others can be sure of what happened
 * @param demo whether the demo pages and the embedded mailbox are served; by default only beside
 *     the embedded PostgreSQL
 */
@ConfigurationProperties("parley")
public record ParleySettings(
        @DefaultValue("./data") Path dataDir,
        @DefaultValue("http://localhost:8080") URI publicUrl,
        @DefaultValue Widget widget,
        @DefaultValue Admin admin,
        @DefaultValue ReplyEmail replyEmail,
        @DefaultValue Limits limits,
        @DefaultValue Mail mail,
        @DefaultValue Audit audit,
        @DefaultValue("false") boolean demo) {

    public ParleySettings {
        dataDir = dataDir.toAbsolutePath().normalize();
        publicUrl = withoutTrailingSlash(publicUrl);
    }

    /**
     * @param secret the key that host applications sign widget tokens with, at least 32 bytes;
     *     unset means a generated one
     * @param allowedOrigins the host applications' origins, each {@code scheme://host[:port]}; this
     *     server's own is always allowed
     */
    public record Widget(@Nullable String secret, @DefaultValue Set<String> allowedOrigins) {

        private static final int LEAST_BYTES = 32;

        public Widget {
            if (secret != null && secret.getBytes(StandardCharsets.UTF_8).length < LEAST_BYTES) {
                throw new StartRefused("parley.widget.secret must have at least 32 bytes.");
            }
            allowedOrigins =
                    allowedOrigins.stream()
                            .map(Widget::origin)
                            .collect(Collectors.toCollection(TreeSet::new));
            allowedOrigins = Set.copyOf(allowedOrigins);
        }

        private static String origin(String value) {
            return Origins.normalized(value)
                    .orElseThrow(() ->
                            new StartRefused(
                                    "parley.widget.allowed-origins holds something that is"
                                            + " no origin like https://www.example.com (\"*\""
                                            + " and paths are not allowed)."));
        }

        /** Leaves the secret out. */
        @Override
        public String toString() {
            return "Widget[allowedOrigins=" + allowedOrigins + "]";
        }
    }

    /**
     * @param email the name that the first admin signs in with
     * @param password the first admin's password; unset means a generated one
     */
    public record Admin(@DefaultValue("admin@localhost") String email, @Nullable String password) {

        public Admin {
            requireAddress("parley.admin.email", email);
            if (password != null && password.isBlank()) {
                throw new StartRefused("parley.admin.password must not be blank.");
            }
        }

        /** Leaves the password out. */
        @Override
        public String toString() {
            return "Admin[email=" + email + "]";
        }
    }

    /**
     * @param delay how long an answer may stay unread until its user gets an e-mail
     * @param link the page that the e-mail leads to, usually one of the host application with the
     *     widget on it; unset means {@code parley.public-url}
     */
    public record ReplyEmail(@DefaultValue("PT5M") Duration delay, @Nullable URI link) {

        public ReplyEmail {
            if (delay.isNegative()) {
                throw new StartRefused("parley.reply-email.delay must not be negative.");
            }
            if (link != null && !isWeb(link)) {
                throw new StartRefused(
                        "parley.reply-email.link must be a URL like https://www.example.com/help.");
            }
        }
    }

    /**
     * @param userMessagesBurst how many messages a user may send at once
     * @param userMessagesPerSecond how many messages a second a user may send for long
     * @param adminMessagesBurst how many messages an admin may send at once
     * @param adminMessagesPerSecond how many messages a second an admin may send for long
     */
    public record Limits(
            @DefaultValue("200") int userMessagesBurst,
            @DefaultValue("10") int userMessagesPerSecond,
            @DefaultValue("1000") int adminMessagesBurst,
            @DefaultValue("50") int adminMessagesPerSecond) {

        public Limits {
            requirePositive("parley.limits.user-messages-burst", userMessagesBurst);
            requirePositive("parley.limits.user-messages-per-second", userMessagesPerSecond);
            requirePositive("parley.limits.admin-messages-burst", adminMessagesBurst);
            requirePositive("parley.limits.admin-messages-per-second", adminMessagesPerSecond);
        }
    }

    /**
     * @param from the sender's address of Parley's mails
     */
    public record Mail(@DefaultValue("parley@localhost") String from) {

        public Mail {
            requireAddress("parley.mail.from", from);
        }
    }

    /**
     * @param signingKey an Ed25519 private key in PEM form (PKCS#8), or the path of a file that
     *     holds one; signs checkpoints of the log and certificates. Unset means one generated
     *     beside the embedded PostgreSQL; else no checkpoints are signed, and each server makes a
     *     key of its own for certificates
     */
    public record Audit(@Nullable String signingKey) {

        /** Leaves the key out. */
        @Override
        public String toString() {
            return "Audit";
        }
    }

    private static URI withoutTrailingSlash(URI url) {
        if (!isWeb(url) || url.getQuery() != null || url.getFragment() != null) {
            throw new StartRefused(
                    "parley.public-url must be a URL like https://chat.example.com, without query or"
                            + " fragment.");
        }
        String text = url.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url;
    }

    private static boolean isWeb(URI url) {
        return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                && url.getHost() != null;
    }

    private static void requireAddress(String property, String value) {
        if (!value.matches("[^\\s@<>,;]+@[^\\s@<>,;]+")) {
            throw new StartRefused(property + " must be one e-mail address.");
        }
    }

    private static void requirePositive(String property, int value) {
        if (value < 1) {
            throw new StartRefused(property + " must be 1 or more.");
        }
    }
}
