package chat.parley.web.identity;

import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.UUID;

/** Tells the dashboard who is signed in. */
@RestController
class AdminProfile {

    /**
     * @param name what users read beside this admin's messages
     */
    record Profile(UUID id, String email, String name) {}

    /** Who is signed in. */
    @GetMapping(path = "/admin/me", produces = MediaType.APPLICATION_JSON_VALUE)
    Profile me(@AuthenticationPrincipal AdminPrincipal admin) {
        return new Profile(admin.id(), admin.email(), admin.displayName());
    }
}
