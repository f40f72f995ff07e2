package chat.parley.web.pages;

import chat.parley.web.settings.ParleySettings;

import io.swagger.v3.oas.annotations.Hidden;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;

@Hidden
@RestController
class Pages {

    private final URI start;

    Pages(ParleySettings settings) {
        this.start = URI.create(settings.demo() ? "/demo" : "/admin");
    }

    @GetMapping("/")
    ResponseEntity<Void> start() {
        return ResponseEntity.status(HttpStatus.FOUND).location(start).build();
    }

    /** The dashboard, or the page of it that was asked for before signing in. */
    @GetMapping("/admin")
    ResponseEntity<Resource> firstPage(
            @CookieValue(name = DeepLink.COOKIE, required = false) @Nullable String link) {
        return DeepLink.of(link)
                .map(page ->
                        ResponseEntity.status(HttpStatus.SEE_OTHER)
                                .header(HttpHeaders.SET_COOKIE, DeepLink.forgotten())
                                .location(page)
                                .<Resource>build())
                .orElseGet(this::dashboard);
    }

    /** One page for all of the dashboard's addresses: its own router reads the rest. */
    @GetMapping({"/admin/inbox/**", "/admin/archived/**", "/admin/audit", "/admin/read-models"})
    ResponseEntity<Resource> dashboard() {
        return Page.named("dashboard");
    }
}
