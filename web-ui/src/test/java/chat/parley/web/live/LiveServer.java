package chat.parley.web.live;

import chat.parley.api.Actor;
import chat.parley.api.ChatId;
import chat.parley.api.MessageView;
import chat.parley.api.Refusal;
import chat.parley.query.push.Topics;
import chat.parley.web.StompClient;
import chat.parley.web.chat.ChatCommands;
import chat.parley.web.identity.AdminPrincipal;
import chat.parley.web.identity.UserPrincipal;
import chat.parley.web.settings.ParleySettings;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.net.URI;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The sockets on a real server, with everything behind them replaced: a token is a user's name, a
 * cookie is an admin's session, and what the chats were told is kept for the test to look at.
 */
final class LiveServer implements AutoCloseable {

    static final String HOST = "https://shop.example";
    static final String SESSION = "SESSION=s1";

    private final ServletWebServerApplicationContext context;

    LiveServer(LiveLimits limits) {
        SpringApplication application = new SpringApplication(Beans.class);
        application.addInitializers(
                context -> context.getBeanFactory().registerSingleton("limitsOfTheTest", limits));
        application.setLogStartupInfo(false);
        context =
                (ServletWebServerApplicationContext)
                        application.run(
                                "--server.port=0",
                                "--spring.threads.virtual.enabled=true",
                                "--spring.jackson.property-naming-strategy=SNAKE_CASE",
                                "--spring.main.banner-mode=off",
                                "--parley.public-url=https://chat.example/support",
                                "--parley.widget.allowed-origins=" + HOST);
    }

    static ChatId chatOf(String user) {
        return new ChatId(UUID.nameUUIDFromBytes(user.getBytes()));
    }

    static String topicOf(String user) {
        return Topics.chat(chatOf(user));
    }

    static String action(String user, String verb) {
        return "/app/support_chat." + chatOf(user) + "." + verb;
    }

    URI uri(String path) {
        return URI.create("ws://localhost:" + port() + path);
    }

    String origin() {
        return "http://localhost:" + port();
    }

    private int port() {
        return context.getWebServer().getPort();
    }

    StompClient user(String name) {
        return StompClient.user(uri("/ws"), name);
    }

    StompClient admin() {
        return StompClient.admin(uri("/admin/ws"), SESSION, origin());
    }

    Chats chats() {
        return context.getBean(Chats.class);
    }

    Set<String> endedSessions() {
        return context.getBean(Sessions.class).ended;
    }

    Nodes otherNodes() {
        return context.getBean(Nodes.class);
    }

    int openSockets() {
        int[] count = {0};
        context.getBean(Sockets.class).forEach(socket -> count[0]++);
        return count[0];
    }

    void publish(String destination, Object message) {
        context.getBean(Topics.class).publish(destination, message);
    }

    @Override
    public void close() {
        context.close();
    }

    /** What the edge asked for. */
    record Asked(String what, Actor by, ChatId chatId, Object detail) {}

    static final class Chats implements ChatCommands, ChatDirectory {

        final List<Asked> asked = new CopyOnWriteArrayList<>();
        final Map<String, Runnable> before = new ConcurrentHashMap<>();

        @Override
        public void start(UserPrincipal user) {
            ask("start", user.actor(), user.chatId(), "");
        }

        @Override
        public Sent send(Actor by, ChatId chatId, @Nullable String content, UUID clientMessageId) {
            ask("send", by, chatId, String.valueOf(content));
            if (content == null || content.isBlank()) {
                throw new Refusal(
                        Refusal.Reason.INVALID_CONTENT, "content", "The content is blank.");
            }
            Instant now = Instant.parse("2026-11-22T10:15:30.123Z");
            String sender = by.type() == Actor.Type.USER ? "user" : "admin";
            return new Sent(
                    new MessageView(
                            UUID.randomUUID(),
                            asked.size(),
                            content,
                            sender,
                            by.name(),
                            null,
                            now,
                            clientMessageId),
                    false);
        }

        @Override
        public Marked markRead(Actor by, ChatId chatId, @Nullable Long upToSequence) {
            ask("read", by, chatId, String.valueOf(upToSequence));
            return new Marked(Instant.now(), 0);
        }

        @Override
        public void markViewed(Actor by, ChatId chatId, @Nullable Long upToSequence) {
            ask("viewed", by, chatId, String.valueOf(upToSequence));
        }

        @Override
        public void archive(Actor by, ChatId chatId) {}

        @Override
        public void restore(Actor by, ChatId chatId) {}

        @Override
        public boolean exists(ChatId chatId) {
            return chatId.equals(chatOf("ada")) || chatId.equals(chatOf("bob"));
        }

        /** What happens before something asked for is done, by the text that comes with it. */
        void before(String detail, Runnable action) {
            before.put(detail, action);
        }

        private void ask(String what, Actor by, ChatId chatId, String detail) {
            before.getOrDefault(detail, () -> {}).run();
            asked.add(new Asked(what, by, chatId, detail));
        }
    }

    static final class Sessions implements SignIns {

        final Set<String> ended = ConcurrentHashMap.newKeySet();

        @Override
        public Set<String> validAmong(Collection<String> sessionIds) {
            Set<String> valid = new HashSet<>(sessionIds);
            valid.removeAll(ended);
            return valid;
        }
    }

    static final class Nodes implements OtherNodes {

        final List<String> told = new CopyOnWriteArrayList<>();
        final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

        @Override
        public void tell(String text) {
            told.add(text);
        }

        @Override
        public void listen(Consumer<String> listener) {
            listeners.add(listener);
        }

        /** What another node tells. */
        void say(String text) {
            listeners.forEach(listener -> listener.accept(text));
        }
    }

    /** A name, or a name and in how many seconds the token expires. */
    private static UserPrincipal verify(String token) {
        if (token.isEmpty() || token.startsWith("forged")) {
            throw new BadCredentialsException("no");
        }
        String[] parts = token.split("/");
        Instant expiresAt =
                Instant.now().plusSeconds(parts.length == 1 ? 3600 : Long.parseLong(parts[1]));
        return new UserPrincipal(chatOf(parts[0]), parts[0], parts[0], null, null, expiresAt);
    }

    /** No {@code @Configuration}, or every test of the whole application would find it too. */
    @EnableConfigurationProperties(ParleySettings.class)
    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        JacksonAutoConfiguration.class
    })
    @Import(LiveConfiguration.class)
    static class Beans {

        @Bean
        Chats chats() {
            return new Chats();
        }

        @Bean
        Sessions sessions() {
            return new Sessions();
        }

        @Bean
        Nodes nodes() {
            return new Nodes();
        }

        @Bean
        TokenVerifier tokens() {
            return LiveServer::verify;
        }

        @Bean
        OncePerRequestFilter signIn() {
            return new SignIn();
        }
    }

    /** Takes the session that a cookie names for granted. */
    private static final class SignIn extends OncePerRequestFilter {
        @Override
        protected void doFilterInternal(
                HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            Cookie[] cookies = request.getCookies() == null ? new Cookie[0] : request.getCookies();
            String session =
                    Arrays.stream(cookies)
                            .filter(cookie -> cookie.getName().equals("SESSION"))
                            .map(Cookie::getValue)
                            .findFirst()
                            .orElse(null);
            chain.doFilter(session == null ? request : new SignedIn(request, session), response);
        }
    }

    private static final class SignedIn extends HttpServletRequestWrapper {

        private final String session;

        SignedIn(HttpServletRequest request, String session) {
            super(request);
            this.session = session;
        }

        @Override
        public Principal getUserPrincipal() {
            UUID id = UUID.nameUUIDFromBytes(session.getBytes());
            return new TestingAuthenticationToken(
                    new AdminPrincipal(id, "grace@chat.example", "Grace"), null);
        }

        @Override
        public HttpSession getSession(boolean create) {
            return new MockHttpSession(null, session);
        }
    }

    /** Everything faster than the contract says, so that a test need not wait. */
    static LiveLimits impatient() {
        return new LiveLimits(
                Duration.ofMillis(800),
                Duration.ofMillis(300),
                2.5,
                Duration.ofSeconds(1),
                512 * 1024,
                128 * 1024,
                20,
                Duration.ofMillis(50),
                Duration.ofMillis(100),
                Duration.ofSeconds(2));
    }
}
