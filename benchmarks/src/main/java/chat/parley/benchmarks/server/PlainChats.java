package chat.parley.benchmarks.server;

import java.util.List;
import java.util.UUID;

/** The chats of the servers that take any id. */
final class PlainChats {

    static final List<String> COUNTS = List.of("SELECT count(*) FROM message");

    private PlainChats() {}

    static String id(int user) {
        return new UUID(0x4000, 0x8000_0000_0000_0000L + user).toString();
    }
}
