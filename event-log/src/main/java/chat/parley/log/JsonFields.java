package chat.parley.log;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.UUID;

/** Reads the fields of stored JSON; each but a text must be there and be of its type. */
final class JsonFields {

    private JsonFields() {}

    static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value == null ? null : value.stringValue();
    }

    static long number(JsonNode node, String field) {
        return node.required(field).longValue();
    }

    static boolean flag(JsonNode node, String field) {
        return node.required(field).booleanValue();
    }

    static UUID uuid(JsonNode node, String field) {
        return UUID.fromString(node.required(field).stringValue());
    }

    static Instant instant(JsonNode node, String field) {
        return Instant.parse(node.required(field).stringValue());
    }
}
