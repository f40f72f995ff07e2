package chat.parley.web.demo;

import java.util.Optional;
import java.util.stream.Stream;

/** The people that the demo's host application knows. */
enum DemoUser {
    ADA("ada", "Ada Byron"),
    BOB("bob", "Bob Martinez");

    private final String id;
    private final String displayName;

    DemoUser(String id, String displayName) {
        this.id = id;
        this.displayName = displayName;
    }

    static Optional<DemoUser> named(String id) {
        return Stream.of(values()).filter(user -> user.id.equals(id)).findAny();
    }

    /** The host's id of the user: prefixed, so that it is nobody's in a real host application. */
    String subject() {
        return "demo-" + id;
    }

    String displayName() {
        return displayName;
    }

    String email() {
        return id + "@example.com";
    }
}
