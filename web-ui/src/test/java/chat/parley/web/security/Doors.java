package chat.parley.web.security;

import chat.parley.api.Refusal;
import chat.parley.web.identity.AdminPrincipal;
import chat.parley.web.identity.UserPrincipal;
import chat.parley.web.problem.PageParameters;
import chat.parley.web.problem.Parameters;
import chat.parley.web.problem.RateLimited;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.context.annotation.Profile;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Something behind each door, in servers that are started with this profile only. */
@RestController
@Profile(Doors.PROFILE)
class Doors {

    static final String PROFILE = "doors";

    record Told(String content, int number) {}

    @GetMapping("/support_chat/probe")
    Map<String, Object> user(@AuthenticationPrincipal UserPrincipal user) {
        return Map.of("chat_id", user.chatId(), "name", String.valueOf(user.name()));
    }

    @PostMapping(path = "/support_chat/probe", consumes = "application/json")
    Map<String, Object> tell(@RequestBody Told told) {
        return Map.of("length", told.content().length());
    }

    @PatchMapping("/support_chat/probe")
    Map<String, Object> change() {
        return Map.of();
    }

    @GetMapping("/support_chat/probe/page")
    PageParameters page(HttpServletRequest request) {
        return PageParameters.of(Parameters.of(request), 100);
    }

    @GetMapping("/support_chat/probe/missing")
    Map<String, Object> missing(@RequestParam String wanted) {
        return Map.of("wanted", wanted);
    }

    @GetMapping("/support_chat/probe/{id}/id")
    Map<String, Object> id(@PathVariable UUID id) {
        return Map.of("id", id);
    }

    @GetMapping("/support_chat/probe/refused/{reason}")
    Map<String, Object> refused(@PathVariable Refusal.Reason reason) {
        throw new Refusal(reason, "content", "This is why.");
    }

    @GetMapping("/support_chat/probe/limited")
    Map<String, Object> limited() {
        throw new RateLimited(Duration.ofMillis(2_100));
    }

    @GetMapping("/support_chat/probe/broken")
    Map<String, Object> broken() {
        throw new IllegalStateException("Ada's secret");
    }

    @GetMapping("/admin/probe")
    Map<String, Object> admin(@AuthenticationPrincipal AdminPrincipal admin) {
        return Map.of("id", admin.id());
    }

    @PostMapping("/admin/probe")
    Map<String, Object> act() {
        return Map.of();
    }
}
