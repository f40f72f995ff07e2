package chat.parley.web.security;

import chat.parley.web.problem.ProblemType;
import chat.parley.web.problem.ProblemWriter;
import chat.parley.web.settings.Origins;
import chat.parley.web.settings.ParleySettings;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Which pages may use the widget. The server's own origin is told so too: behind a proxy the
 * framework would not know it for its own.
 */
final class Cors extends DefaultCorsProcessor {

    private static final Duration PREFLIGHT_HOLDS = Duration.ofHours(1);

    static CorsFilter filter(ParleySettings settings) {
        var allowed = new CorsConfiguration();
        settings.widget().allowedOrigins().forEach(allowed::addAllowedOrigin);
        Origins.normalized(settings.publicUrl().resolve("/").toString().replaceFirst("/$", ""))
                .ifPresent(allowed::addAllowedOrigin);
        List.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PATCH)
                .forEach(allowed::addAllowedMethod);
        allowed.setAllowedHeaders(List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.CONTENT_TYPE));
        allowed.setExposedHeaders(List.of(HttpHeaders.RETRY_AFTER));
        allowed.setAllowCredentials(false);
        allowed.setMaxAge(PREFLIGHT_HOLDS);
        var paths = new UrlBasedCorsConfigurationSource();
        paths.registerCorsConfiguration("/support_chat/**", allowed);
        paths.registerCorsConfiguration("/widget.js", allowed);
        var filter =
                new CorsFilter(paths) {
                    @Override
                    protected void doFilterInternal(
                            HttpServletRequest request,
                            HttpServletResponse response,
                            FilterChain chain)
                            throws ServletException, IOException {
                        super.doFilterInternal(request, new KeepsVary(response), chain);
                    }
                };
        filter.setCorsProcessor(new Cors());
        return filter;
    }

    /** What a compressed file varies by comes to the origin, and not in its place. */
    private static final class KeepsVary extends HttpServletResponseWrapper {

        KeepsVary(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void setHeader(String name, String value) {
            if (HttpHeaders.VARY.equalsIgnoreCase(name)) {
                addHeader(name, value);
            } else {
                super.setHeader(name, value);
            }
        }
    }

    @Override
    public boolean processRequest(
            @Nullable CorsConfiguration allowed,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        boolean own = !CorsUtils.isCorsRequest(request);
        boolean preFlight = CorsUtils.isPreFlightRequest(request);
        if (allowed == null || origin == null || (preFlight && !own)) {
            return super.processRequest(allowed, request, response);
        }
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        var rules = new CorsConfiguration(allowed);
        if (own) {
            rules.addAllowedOrigin(origin);
        }
        if (!preFlight) {
            // A request that came is told what else is wrong with it, its method included.
            rules.addAllowedMethod(CorsConfiguration.ALL);
        }
        return handleInternal(
                new ServletServerHttpRequest(request),
                new ServletServerHttpResponse(response),
                rules,
                preFlight);
    }

    @Override
    protected void rejectRequest(ServerHttpResponse response) throws IOException {
        if (response instanceof ServletServerHttpResponse servlet) {
            ProblemWriter.write(servlet.getServletResponse(), ProblemType.ORIGIN_NOT_ALLOWED);
        }
    }
}
