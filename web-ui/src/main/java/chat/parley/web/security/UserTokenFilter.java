package chat.parley.web.security;

import chat.parley.web.identity.InvalidToken;
import chat.parley.web.identity.UserPrincipal;
import chat.parley.web.identity.WidgetTokens;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;

/** Lets the bearer of a widget token in as the user whom it vouches for. */
final class UserTokenFilter extends OncePerRequestFilter {

    private final WidgetTokens tokens;
    private final AuthenticationEntryPoint refusal;

    /** For this request only, its later dispatches included. */
    private final SecurityContextRepository contexts =
            new RequestAttributeSecurityContextRepository();

    UserTokenFilter(WidgetTokens tokens, AuthenticationEntryPoint refusal) {
        this.tokens = tokens;
        this.refusal = refusal;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            BearerToken.of(request)
                    .map(tokens::verify)
                    .ifPresent(user -> contexts.saveContext(signedIn(user), request, response));
        } catch (InvalidToken invalid) {
            refusal.commence(request, response, invalid);
            return;
        }
        chain.doFilter(request, response);
    }

    private static SecurityContext signedIn(UserPrincipal user) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(
                        user, null, AuthorityUtils.createAuthorityList("ROLE_USER")));
        SecurityContextHolder.setContext(context);
        return context;
    }
}
