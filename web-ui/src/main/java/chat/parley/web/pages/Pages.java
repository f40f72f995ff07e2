package chat.parley.web.pages;

import chat.parley.web.settings.ParleySettings;

import io.swagger.v3.oas.annotations.Hidden;

import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
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

    /** One page for all of the dashboard's addresses: its own router reads the rest. */
    @GetMapping({"/admin", "/admin/inbox/**", "/admin/archived/**"})
    ResponseEntity<Resource> dashboard() {
        return Page.named("dashboard");
    }
}
