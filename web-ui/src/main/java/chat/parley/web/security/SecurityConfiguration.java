package chat.parley.web.security;

import chat.parley.web.identity.WidgetTokens;
import chat.parley.web.problem.ProblemType;
import chat.parley.web.problem.ProblemWriter;
import chat.parley.web.settings.ParleySettings;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.csrf.CsrfTokenRequestHandler;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.filter.CorsFilter;

@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private final BrowserRules browserRules = new BrowserRules();

    /** Users: the token of this very request, and nothing that a browser adds by itself. */
    @Bean
    @Order(1)
    SecurityFilterChain doorForUsers(HttpSecurity http, WidgetTokens tokens) {
        var entryPoint = new UserEntryPoint();
        return http.securityMatcher("/support_chat/**")
                .headers(browserRules)
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(
                        new UserTokenFilter(tokens, entryPoint),
                        UsernamePasswordAuthenticationFilter.class)
                .authorizeHttpRequests(requests -> requests.anyRequest().hasRole("USER"))
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(entryPoint))
                .build();
    }

    /** Open to monitors, which know neither cookies nor sessions. */
    @Bean
    @Order(2)
    SecurityFilterChain doorForMonitors(HttpSecurity http) {
        return open(http.securityMatcher("/actuator/health"));
    }

    /** Admins: a session, and for every change the proof that one of our own pages asks. */
    @Bean
    @Order(3)
    SecurityFilterChain doorForAdmins(
            HttpSecurity http,
            WidgetTokens tokens,
            ParleySettings settings,
            AuthenticationSuccessHandler signedIn,
            AuthenticationFailureHandler notSignedIn,
            LogoutHandler signingOut,
            LogoutSuccessHandler signedOut) {
        return http.securityMatcher("/admin/**", "/login", "/logout", "/actuator/**", "/v3/**")
                .headers(browserRules)
                .csrf(csrf ->
                        csrf.csrfTokenRepository(csrfCookie(settings))
                                .csrfTokenRequestHandler(readOnEveryPage()))
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionFixation(f -> f.newSession()))
                .formLogin(form ->
                        form.loginPage("/login")
                                .successHandler(signedIn)
                                .failureHandler(notSignedIn))
                .logout(logout ->
                        logout.addLogoutHandler(signingOut).logoutSuccessHandler(signedOut))
                .authorizeHttpRequests(requests ->
                        requests.requestMatchers("/login")
                                .permitAll()
                                .anyRequest()
                                .hasRole("ADMIN"))
                .exceptionHandling(refusals ->
                        refusals.authenticationEntryPoint(new AdminEntryPoint(tokens))
                                .accessDeniedHandler(accessDenied()))
                .build();
    }

    /**
     * Everybody: assets, demo, what is not there, and the users' socket, which asks for the token
     * in its first frame.
     */
    @Bean
    @Order(4)
    SecurityFilterChain doorForEverybody(HttpSecurity http) {
        return open(http);
    }

    private SecurityFilterChain open(HttpSecurity http) {
        return http.headers(browserRules)
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    private static CookieCsrfTokenRepository csrfCookie(ParleySettings settings) {
        boolean alwaysSecure = "https".equals(settings.publicUrl().getScheme());
        var cookie = CookieCsrfTokenRepository.withHttpOnlyFalse();
        cookie.setCookiePath("/");
        cookie.setCookieCustomizer(builder -> {
            builder.sameSite("Lax");
            if (alwaysSecure) {
                builder.secure(true);
            }
        });
        return cookie;
    }

    /** Only reading the token sets its cookie. */
    private static CsrfTokenRequestHandler readOnEveryPage() {
        var plain = new CsrfTokenRequestAttributeHandler();
        return (request, response, token) -> {
            plain.handle(request, response, token);
            CsrfToken _ = token.get();
        };
    }

    private static AccessDeniedHandler accessDenied() {
        return (request, response, denied) ->
                ProblemWriter.write(
                        response,
                        denied instanceof CsrfException ? ProblemType.CSRF : ProblemType.FORBIDDEN);
    }

    /**
     * Outside of all other filters but the one that words problems, so that pages can read errors.
     */
    @Bean
    FilterRegistrationBean<CorsFilter> cors(ParleySettings settings) {
        var registration = new FilterRegistrationBean<>(Cors.filter(settings));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return registration;
    }

    @Bean
    RequestRejectedHandler malformedRequests() {
        return (request, response, rejected) ->
                ProblemWriter.write(response, ProblemType.MALFORMED);
    }
}
