package chat.parley.benchmarks.springstomp;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class Health {

    @GetMapping("/health")
    String up() {
        return "UP";
    }
}
