package chat.parley.log;

import static chat.parley.log.JsonFields.number;
import static chat.parley.log.JsonFields.text;
import static chat.parley.log.JsonFields.uuid;

import chat.parley.api.Actor;
import chat.parley.api.AdminEvent;
import chat.parley.api.AdminEvent.AdminSignInFailed;
import chat.parley.api.AdminEvent.AdminSignedIn;
import chat.parley.api.AdminEvent.AdminSignedOut;
import chat.parley.api.AdminEvent.ChatParked;
import chat.parley.api.AdminEvent.EventsExported;
import chat.parley.api.AdminEvent.ParkedChatRetried;
import chat.parley.api.AdminEvent.PersonExported;
import chat.parley.api.AdminEvent.ReadModelRebuildRequested;
import chat.parley.api.ChatId;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.Set;

/** The fields of what admins did, part of {@link EventCodec}. */
final class AdminEventFields {

    static final Set<String> TYPES =
            Set.of(
                    "AdminSignedIn",
                    "AdminSignedOut",
                    "AdminSignInFailed",
                    "EventsExported",
                    "PersonExported",
                    "ReadModelRebuildRequested",
                    "ParkedChatRetried",
                    "ChatParked");

    private AdminEventFields() {}

    static String write(AdminEvent event, JsonText payload, JsonText personal) {
        return switch (event) {
            case AdminSignedIn _ -> "AdminSignedIn";
            case AdminSignedOut _ -> "AdminSignedOut";
            case AdminSignInFailed failed -> {
                payload.put("admin_id", failed.adminId());
                payload.put("count", failed.count());
                yield "AdminSignInFailed";
            }
            case EventsExported exported -> {
                payload.put("format", exported.format());
                personal.put("selection", exported.selection());
                yield "EventsExported";
            }
            case PersonExported exported -> {
                payload.put("chat_id", exported.chatId().value());
                payload.put("format", exported.format());
                yield "PersonExported";
            }
            case ReadModelRebuildRequested requested -> {
                payload.put("read_model", requested.readModel());
                yield "ReadModelRebuildRequested";
            }
            case ParkedChatRetried retried -> {
                payload.put("read_model", retried.readModel());
                payload.put("chat_id", retried.chatId().value());
                yield "ParkedChatRetried";
            }
            case ChatParked parked -> {
                payload.put("follower", parked.follower());
                payload.put("chat_id", parked.chatId().value());
                payload.put("from_sequence", parked.fromSequence());
                payload.put("reason", parked.reason());
                yield "ChatParked";
            }
        };
    }

    static AdminEvent read(String type, Actor by, Instant at, JsonNode payload, JsonNode personal) {
        return switch (type) {
            case "AdminSignedIn" -> new AdminSignedIn(by, at);
            case "AdminSignedOut" -> new AdminSignedOut(by, at);
            case "AdminSignInFailed" ->
                    new AdminSignInFailed(
                            by, at, uuid(payload, "admin_id"), (int) number(payload, "count"));
            case "EventsExported" ->
                    new EventsExported(
                            by, at, word(payload, "format"), text(personal, "selection"));
            case "PersonExported" ->
                    new PersonExported(
                            by, at, new ChatId(uuid(payload, "chat_id")), word(payload, "format"));
            case "ReadModelRebuildRequested" ->
                    new ReadModelRebuildRequested(by, at, word(payload, "read_model"));
            case "ParkedChatRetried" ->
                    new ParkedChatRetried(
                            by,
                            at,
                            word(payload, "read_model"),
                            new ChatId(uuid(payload, "chat_id")));
            case "ChatParked" ->
                    new ChatParked(
                            by,
                            at,
                            word(payload, "follower"),
                            new ChatId(uuid(payload, "chat_id")),
                            number(payload, "from_sequence"),
                            word(payload, "reason"));
            default -> throw new IllegalArgumentException("Not an event of admins: " + type);
        };
    }

    private static String word(JsonNode payload, String field) {
        return payload.required(field).stringValue();
    }
}
