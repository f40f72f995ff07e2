package chat.parley.query.history;

import chat.parley.api.Actor;
import chat.parley.api.AdminEvent;
import chat.parley.api.ChatEvent;
import chat.parley.api.ChatEvent.ChatArchived;
import chat.parley.api.ChatEvent.ChatErased;
import chat.parley.api.ChatEvent.ChatRestored;
import chat.parley.api.ChatEvent.ChatStarted;
import chat.parley.api.ChatEvent.ChatViewed;
import chat.parley.api.ChatEvent.MessageSent;
import chat.parley.api.ChatEvent.MessagesRead;
import chat.parley.api.ChatEvent.ReplyEmailAttempted;
import chat.parley.api.ChatEvent.ReplyEmailFailed;
import chat.parley.api.ChatEvent.ReplyEmailRequested;
import chat.parley.api.ChatEvent.ReplyEmailSent;
import chat.parley.api.ChatEvent.ReplyEmailSkipped;
import chat.parley.api.ChatEvent.ReplyEmailUnknown;
import chat.parley.api.ChatEvent.UserDetailsChanged;
import chat.parley.api.Event;
import chat.parley.api.HistoryEntry;
import chat.parley.api.HistoryEntry.HistoryActor;
import chat.parley.log.ChainedEvent;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Tells events to people. */
final class Narrator {

    private Narrator() {}

    static HistoryEntry tell(ChainedEvent chained) {
        Actor by = chained.by();
        return new HistoryEntry(
                chained.sequence(),
                chained.type(),
                chained.at(),
                new HistoryActor(word(by.type()), by.id(), by.email(), by.name()),
                summary(chained.event()),
                details(chained.event()),
                chained.hash());
    }

    private static String summary(@Nullable Event event) {
        return switch (event) {
            case null -> "This event cannot be read";
            case ChatEvent ofChat -> summary(ofChat);
            case AdminEvent ofAdmin -> AdminActs.summary(ofAdmin);
        };
    }

    private static String summary(ChatEvent event) {
        return switch (event) {
            case ChatStarted _ -> "Chat started";
            case UserDetailsChanged _ -> "User details changed";
            case MessageSent sent ->
                    sent.by().type() == Actor.Type.ADMIN
                            ? "Message %d sent by support".formatted(sent.sequence())
                            : "Message %d sent by the user".formatted(sent.sequence());
            case MessagesRead read ->
                    "User read the messages up to %d".formatted(read.upToSequence());
            case ChatViewed viewed ->
                    "Support viewed the messages up to %d".formatted(viewed.upToSequence());
            case ChatArchived _ -> "Chat archived";
            case ChatRestored restored ->
                    restored.byMessage() ? "Chat restored by a new message" : "Chat restored";
            case ReplyEmailRequested requested ->
                    "E-mail requested for the unread messages %d to %d"
                            .formatted(requested.fromSequence(), requested.upToSequence());
            case ReplyEmailSkipped skipped ->
                    switch (skipped.reason()) {
                        case READ -> "No e-mail: the messages were read";
                        case ARCHIVED -> "No e-mail: the chat is archived";
                        case NO_ADDRESS -> "No e-mail: the user has no address";
                    };
            case ReplyEmailAttempted attempted ->
                    "Handing the e-mail to the mail server, attempt %d"
                            .formatted(attempted.attempt());
            case ReplyEmailSent _ -> "E-mail sent";
            case ReplyEmailFailed failed ->
                    failed.permanent()
                            ? "E-mail given up"
                            : "E-mail not taken by the mail server; it will be tried again";
            case ReplyEmailUnknown _ ->
                    "Nobody knows whether the e-mail was sent; it is not repeated";
            case ChatErased _ -> "Person erased";
        };
    }

    private static Map<String, @Nullable Object> details(@Nullable Event event) {
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        switch (event) {
            case null -> details.put("unreadable", true);
            case ChatEvent ofChat -> putDetails(ofChat, details);
            case AdminEvent ofAdmin -> AdminActs.putDetails(ofAdmin, details);
        }
        return details;
    }

    private static void putDetails(ChatEvent event, Map<String, @Nullable Object> details) {
        switch (event) {
            case ChatStarted started -> {
                details.put("user_id", started.userId());
                details.put("user_name", started.name());
                details.put("user_email", started.email());
            }
            case UserDetailsChanged changed -> {
                details.put("user_name", changed.name());
                details.put("user_email", changed.email());
            }
            case MessageSent sent -> {
                details.put("message_id", sent.messageId());
                details.put("message_sequence", sent.sequence());
                details.put("content", sent.content());
                details.put("client_message_id", sent.clientMessageId());
            }
            case MessagesRead read -> details.put("up_to_sequence", read.upToSequence());
            case ChatViewed viewed -> details.put("up_to_sequence", viewed.upToSequence());
            case ChatArchived _, ChatErased _ -> {
                // That it happened says everything.
            }
            case ChatRestored restored -> details.put("by_message", restored.byMessage());
            case ReplyEmailRequested requested -> {
                details.put("window", requested.window());
                details.put("from_sequence", requested.fromSequence());
                details.put("up_to_sequence", requested.upToSequence());
            }
            case ReplyEmailSkipped skipped -> {
                details.put("window", skipped.window());
                details.put("reason", word(skipped.reason()));
            }
            case ReplyEmailAttempted attempted -> {
                details.put("window", attempted.window());
                details.put("attempt", attempted.attempt());
            }
            case ReplyEmailSent sent -> {
                details.put("window", sent.window());
                details.put("attempt", sent.attempt());
                details.put("outcome", "sent");
            }
            case ReplyEmailFailed failed -> {
                details.put("window", failed.window());
                details.put("attempt", failed.attempt());
                details.put("outcome", failed.permanent() ? "given_up" : "failed");
                details.put("reason", word(failed.reason()));
            }
            case ReplyEmailUnknown unknown -> {
                details.put("window", unknown.window());
                details.put("attempt", unknown.attempt());
                details.put("outcome", "unknown");
            }
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
