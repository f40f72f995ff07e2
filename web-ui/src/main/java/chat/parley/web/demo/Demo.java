package chat.parley.web.demo;

import chat.parley.web.pages.Page;
import chat.parley.web.settings.WidgetSecret;

import com.nimbusds.jose.jwk.source.ImmutableSecret;

import io.swagger.v3.oas.annotations.Hidden;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The host application: a page with the widget, and the endpoint that signs its users' tokens. */
@Hidden
@RestController
@ConditionalOnBooleanProperty("parley.demo")
class Demo {

    private static final Duration TOKEN_LASTS = Duration.ofHours(1);

    private final JwtEncoder encoder;

    Demo(WidgetSecret secret) {
        this.encoder = new NimbusJwtEncoder(new ImmutableSecret<>(secret.key()));
    }

    /** What a host application answers to its own page. */
    record Token(String token) {}

    @GetMapping("/demo")
    ResponseEntity<Resource> page(@RequestParam(required = false) @Nullable String user) {
        known(user);
        return Page.named("demo");
    }

    @GetMapping(path = "/demo/token", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Token> token(@RequestParam(required = false) @Nullable String user) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new Token(signed(known(user))));
    }

    private static DemoUser known(@Nullable String user) {
        return (user == null ? Optional.of(DemoUser.ADA) : DemoUser.named(user))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private String signed(DemoUser user) {
        Instant now = Instant.now();
        JwtClaimsSet claims =
                JwtClaimsSet.builder()
                        .subject(user.subject())
                        .claim("name", user.displayName())
                        .claim("email", user.email())
                        .issuedAt(now)
                        .expiresAt(now.plus(TOKEN_LASTS))
                        .build();
        JwsHeader header = JwsHeader.with(MacAlgorithm.HS256).build();
        return encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
    }
}
