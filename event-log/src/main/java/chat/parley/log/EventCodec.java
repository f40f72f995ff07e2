package chat.parley.log;

import static chat.parley.log.JsonFields.flag;
import static chat.parley.log.JsonFields.instant;
import static chat.parley.log.JsonFields.number;
import static chat.parley.log.JsonFields.text;
import static chat.parley.log.JsonFields.uuid;

import chat.parley.api.Actor;
import chat.parley.api.AdminEvent;
import chat.parley.api.ChatEvent;
import chat.parley.api.ChatEvent.ChatArchived;
import chat.parley.api.ChatEvent.ChatErased;
import chat.parley.api.ChatEvent.ChatRestored;
import chat.parley.api.ChatEvent.ChatStarted;
import chat.parley.api.ChatEvent.ChatViewed;
import chat.parley.api.ChatEvent.FailReason;
import chat.parley.api.ChatEvent.MessageSent;
import chat.parley.api.ChatEvent.MessagesRead;
import chat.parley.api.ChatEvent.ReplyEmailAttempted;
import chat.parley.api.ChatEvent.ReplyEmailFailed;
import chat.parley.api.ChatEvent.ReplyEmailRequested;
import chat.parley.api.ChatEvent.ReplyEmailSent;
import chat.parley.api.ChatEvent.ReplyEmailSkipped;
import chat.parley.api.ChatEvent.ReplyEmailUnknown;
import chat.parley.api.ChatEvent.SkipReason;
import chat.parley.api.ChatEvent.UserDetailsChanged;
import chat.parley.api.ChatId;
import chat.parley.api.Event;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.UUID;

/**
 * Between events and the columns they are stored in. Written out by hand, field by field: names in
 * the log are for ever, names in the code are not, and only here is it decided what is personal.
 */
final class EventCodec {

    /** The type whose event ends a chat's stream, and before which nothing personal is left. */
    static final String CHAT_ERASED = "ChatErased";

    private final JsonMapper json = JsonMapper.builder().build();

    EncodedEvent encode(Event event, @Nullable String correlationId, @Nullable String causationId) {
        JsonText payload = new JsonText();
        JsonText personal = new JsonText();
        String type =
                switch (event) {
                    case ChatEvent ofChat -> write(ofChat, payload, personal);
                    case AdminEvent ofAdmin -> AdminEventFields.write(ofAdmin, payload, personal);
                };
        writeActor(event.by(), personal);
        if (!personal.isEmpty()) {
            // Without it the digest would give a short text away to whoever guesses it.
            personal.put("salt", UUID.randomUUID());
        }
        return new EncodedEvent(
                type,
                Upcasters.ALL.newestRevision(type),
                payload.toString(),
                personal.isEmpty() ? null : personal.toString(),
                metadata(event.by(), correlationId, causationId).toString(),
                event instanceof MessageSent sent ? sent.clientMessageId() : null);
    }

    /**
     * Reads an event in whatever revision it was stored.
     *
     * @throws UnknownEvent if this version does not know the type or its revision
     * @throws UnreadableEvent if the JSON is not what this type holds
     */
    LoggedEvent decode(StoredEvent stored) {
        try {
            JsonNode metadata = json.readTree(stored.metadata());
            return new LoggedEvent(
                    stored.position(),
                    stored.stream(),
                    stored.sequence(),
                    stored.eventId(),
                    stored.type(),
                    stored.revision(),
                    stored.at(),
                    read(stored, metadata),
                    text(metadata, "correlation_id"),
                    text(metadata, "causation_id"));
        } catch (UnknownEvent newer) {
            throw newer;
        } catch (RuntimeException malformed) {
            throw new UnreadableEvent(stored.position(), malformed);
        }
    }

    /** Tells of a row whatever its JSON holds: without the event, if that cannot be read. */
    ChainedEvent chained(StoredEvent stored, String hash) {
        try {
            LoggedEvent logged = decode(stored);
            return chained(
                    stored,
                    logged.event().by(),
                    logged.event(),
                    logged.correlationId(),
                    logged.causationId(),
                    hash);
        } catch (UnknownEvent | UnreadableEvent unreadable) {
            return chained(stored, readActorIfPossible(stored), null, null, null, hash);
        }
    }

    private static ChainedEvent chained(
            StoredEvent stored,
            Actor by,
            @Nullable Event event,
            @Nullable String correlationId,
            @Nullable String causationId,
            String hash) {
        return new ChainedEvent(
                stored.position(),
                stored.stream(),
                stored.sequence(),
                stored.eventId(),
                stored.type(),
                stored.revision(),
                stored.at(),
                by,
                event,
                correlationId,
                causationId,
                hash);
    }

    /** The row that an event was decoded from, but for the salt. */
    StoredEvent stored(LoggedEvent logged) {
        EncodedEvent encoded = encode(logged.event(), logged.correlationId(), logged.causationId());
        return new StoredEvent(
                logged.position(),
                logged.stream(),
                logged.sequence(),
                logged.eventId(),
                encoded.type(),
                encoded.revision(),
                logged.at(),
                encoded.payload(),
                encoded.personal(),
                encoded.metadata());
    }

    private static String write(ChatEvent event, JsonText payload, JsonText personal) {
        return switch (event) {
            case ChatStarted started -> {
                payload.put("details_as_of", started.detailsAsOf().toString());
                personal.put("user_id", started.userId());
                personal.put("name", started.name());
                personal.put("email", started.email());
                yield "ChatStarted";
            }
            case UserDetailsChanged changed -> {
                payload.put("details_as_of", changed.detailsAsOf().toString());
                personal.put("name", changed.name());
                personal.put("email", changed.email());
                yield "UserDetailsChanged";
            }
            case MessageSent sent -> {
                payload.put("message_id", sent.messageId());
                payload.put("sequence", sent.sequence());
                payload.put("client_message_id", sent.clientMessageId());
                payload.put("opens_email_window", sent.opensEmailWindow());
                personal.put("content", sent.content());
                yield "MessageSent";
            }
            case MessagesRead read -> {
                payload.put("up_to_sequence", read.upToSequence());
                yield "MessagesRead";
            }
            case ChatViewed viewed -> {
                payload.put("up_to_sequence", viewed.upToSequence());
                yield "ChatViewed";
            }
            case ChatArchived _ -> "ChatArchived";
            case ChatRestored restored -> {
                payload.put("by_message", restored.byMessage());
                yield "ChatRestored";
            }
            case ReplyEmailRequested requested -> {
                payload.put("window", requested.window());
                payload.put("from_sequence", requested.fromSequence());
                payload.put("up_to_sequence", requested.upToSequence());
                yield "ReplyEmailRequested";
            }
            case ReplyEmailSkipped skipped -> {
                payload.put("window", skipped.window());
                payload.put("reason", name(skipped.reason()));
                yield "ReplyEmailSkipped";
            }
            case ReplyEmailAttempted attempted -> {
                putAttempt(payload, attempted.window(), attempted.attempt());
                yield "ReplyEmailAttempted";
            }
            case ReplyEmailSent sent -> {
                putAttempt(payload, sent.window(), sent.attempt());
                yield "ReplyEmailSent";
            }
            case ReplyEmailFailed failed -> {
                putAttempt(payload, failed.window(), failed.attempt());
                payload.put("reason", name(failed.reason()));
                payload.put("permanent", failed.permanent());
                yield "ReplyEmailFailed";
            }
            case ReplyEmailUnknown unknown -> {
                putAttempt(payload, unknown.window(), unknown.attempt());
                yield "ReplyEmailUnknown";
            }
            case ChatErased _ -> CHAT_ERASED;
        };
    }

    private Event read(StoredEvent stored, JsonNode metadata) {
        EventJson newest =
                Upcasters.ALL.upcast(
                        stored.type(),
                        stored.revision(),
                        new EventJson(
                                object(stored.payload()),
                                stored.personal() == null
                                        ? json.createObjectNode()
                                        : object(stored.personal())));
        JsonNode payload = newest.payload();
        JsonNode personal = newest.personal();
        Actor by = readActor(metadata, personal);
        Instant at = stored.at();
        if (AdminEventFields.TYPES.contains(stored.type())) {
            return AdminEventFields.read(stored.type(), by, at, payload, personal);
        }
        return readOfChat(stored, by, payload, personal);
    }

    private ObjectNode object(String text) {
        return (ObjectNode) json.readTree(text);
    }

    private static ChatEvent readOfChat(
            StoredEvent stored, Actor by, JsonNode payload, JsonNode personal) {
        ChatId chat = ChatId.of(stored.stream());
        Instant at = stored.at();
        return switch (stored.type()) {
            case "ChatStarted" ->
                    new ChatStarted(
                            chat,
                            by,
                            at,
                            text(personal, "user_id"),
                            text(personal, "name"),
                            text(personal, "email"),
                            instant(payload, "details_as_of"));
            case "UserDetailsChanged" ->
                    new UserDetailsChanged(
                            chat,
                            by,
                            at,
                            text(personal, "name"),
                            text(personal, "email"),
                            instant(payload, "details_as_of"));
            case "MessageSent" ->
                    new MessageSent(
                            chat,
                            by,
                            at,
                            uuid(payload, "message_id"),
                            number(payload, "sequence"),
                            text(personal, "content"),
                            uuid(payload, "client_message_id"),
                            flag(payload, "opens_email_window"));
            case "MessagesRead" ->
                    new MessagesRead(chat, by, at, number(payload, "up_to_sequence"));
            case "ChatViewed" -> new ChatViewed(chat, by, at, number(payload, "up_to_sequence"));
            case "ChatArchived" -> new ChatArchived(chat, by, at);
            case "ChatRestored" -> new ChatRestored(chat, by, at, flag(payload, "by_message"));
            case "ReplyEmailRequested" ->
                    new ReplyEmailRequested(
                            chat,
                            by,
                            at,
                            number(payload, "window"),
                            number(payload, "from_sequence"),
                            number(payload, "up_to_sequence"));
            case "ReplyEmailSkipped" ->
                    new ReplyEmailSkipped(
                            chat, by, at, number(payload, "window"), skipReason(payload));
            case "ReplyEmailAttempted" ->
                    new ReplyEmailAttempted(
                            chat, by, at, number(payload, "window"), attempt(payload));
            case "ReplyEmailSent" ->
                    new ReplyEmailSent(chat, by, at, number(payload, "window"), attempt(payload));
            case "ReplyEmailFailed" ->
                    new ReplyEmailFailed(
                            chat,
                            by,
                            at,
                            number(payload, "window"),
                            attempt(payload),
                            failReason(payload),
                            flag(payload, "permanent"));
            case "ReplyEmailUnknown" ->
                    new ReplyEmailUnknown(
                            chat, by, at, number(payload, "window"), attempt(payload));
            case CHAT_ERASED -> new ChatErased(chat, by, at);
            default -> throw new UnknownEvent(stored.type(), stored.revision());
        };
    }

    private static JsonText metadata(
            Actor by, @Nullable String correlationId, @Nullable String causationId) {
        String type =
                switch (by.type()) {
                    case USER -> "user";
                    case ADMIN -> "admin";
                    case SYSTEM -> "system";
                };
        return new JsonText()
                .put("actor_type", type)
                .put("actor_id", by.id())
                .put("correlation_id", correlationId)
                .put("causation_id", causationId);
    }

    private static void writeActor(Actor by, JsonText personal) {
        personal.put("actor", new JsonText().put("name", by.name()).put("email", by.email()));
    }

    private static Actor readActor(JsonNode metadata, JsonNode personal) {
        String type = metadata.required("actor_type").stringValue();
        JsonNode actor = personal.path("actor");
        return new Actor(
                switch (type) {
                    case "user" -> Actor.Type.USER;
                    case "admin" -> Actor.Type.ADMIN;
                    case "system" -> Actor.Type.SYSTEM;
                    default -> throw new IllegalArgumentException("Unknown type of actor");
                },
                metadata.required("actor_id").stringValue(),
                text(actor, "name"),
                text(actor, "email"));
    }

    private Actor readActorIfPossible(StoredEvent stored) {
        try {
            return readActor(json.readTree(stored.metadata()), json.createObjectNode());
        } catch (RuntimeException unreadable) {
            return ChainedEvent.UNKNOWN;
        }
    }

    private static String name(SkipReason reason) {
        return switch (reason) {
            case READ -> "read";
            case ARCHIVED -> "archived";
            case NO_ADDRESS -> "no_address";
        };
    }

    private static SkipReason skipReason(JsonNode payload) {
        return switch (payload.required("reason").stringValue()) {
            case "read" -> SkipReason.READ;
            case "archived" -> SkipReason.ARCHIVED;
            case "no_address" -> SkipReason.NO_ADDRESS;
            default -> throw new IllegalArgumentException("Unknown reason to skip an e-mail");
        };
    }

    private static String name(FailReason reason) {
        return switch (reason) {
            case UNREACHABLE -> "unreachable";
            case SIGN_IN_REFUSED -> "sign_in_refused";
            case REFUSED -> "refused";
            case NOT_COMPOSED -> "not_composed";
            case OTHER -> "other";
        };
    }

    private static FailReason failReason(JsonNode payload) {
        return switch (payload.required("reason").stringValue()) {
            case "unreachable" -> FailReason.UNREACHABLE;
            case "sign_in_refused" -> FailReason.SIGN_IN_REFUSED;
            case "refused" -> FailReason.REFUSED;
            case "not_composed" -> FailReason.NOT_COMPOSED;
            case "other" -> FailReason.OTHER;
            default -> throw new IllegalArgumentException("Unknown reason of a failed e-mail");
        };
    }

    private static void putAttempt(JsonText payload, long window, int attempt) {
        payload.put("window", window);
        payload.put("attempt", attempt);
    }

    private static int attempt(JsonNode payload) {
        return payload.required("attempt").intValue();
    }
}
