package chat.parley.query.history;

import chat.parley.api.AdminEvent;
import chat.parley.api.AdminEvent.AdminSignInFailed;
import chat.parley.api.AdminEvent.AdminSignedIn;
import chat.parley.api.AdminEvent.AdminSignedOut;
import chat.parley.api.AdminEvent.ChatParked;
import chat.parley.api.AdminEvent.EventsExported;
import chat.parley.api.AdminEvent.ParkedChatRetried;
import chat.parley.api.AdminEvent.PersonExported;
import chat.parley.api.AdminEvent.ReadModelRebuildRequested;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** Tells people what admins did outside of chats, part of {@link Narrator}. */
final class AdminActs {

    private AdminActs() {}

    static String summary(AdminEvent event) {
        return switch (event) {
            case AdminSignedIn _ -> "Signed in";
            case AdminSignedOut _ -> "Signed out";
            case AdminSignInFailed failed ->
                    failed.count() == 1
                            ? "Sign-in failed"
                            : "Sign-in failed %d times".formatted(failed.count());
            case EventsExported exported -> "Events exported as %s".formatted(exported.format());
            case PersonExported exported ->
                    "Data of a person exported as %s".formatted(exported.format());
            case ReadModelRebuildRequested requested ->
                    "Rebuild of the read model %s requested".formatted(requested.readModel());
            case ParkedChatRetried retried ->
                    "Parked chat retried in the read model %s".formatted(retried.readModel());
            case ChatParked parked ->
                    "Chat parked by %s: one of its events could not be handled"
                            .formatted(parked.follower());
        };
    }

    static void putDetails(AdminEvent event, Map<String, @Nullable Object> details) {
        switch (event) {
            case AdminSignedIn _, AdminSignedOut _ -> {
                // That it happened says everything.
            }
            case AdminSignInFailed failed -> {
                details.put("admin_id", failed.adminId());
                details.put("count", failed.count());
            }
            case EventsExported exported -> {
                details.put("format", exported.format());
                details.put("selection", exported.selection());
            }
            case PersonExported exported -> {
                details.put("chat_id", exported.chatId().value());
                details.put("format", exported.format());
            }
            case ReadModelRebuildRequested requested ->
                    details.put("read_model", requested.readModel());
            case ParkedChatRetried retried -> {
                details.put("read_model", retried.readModel());
                details.put("chat_id", retried.chatId().value());
            }
            case ChatParked parked -> {
                details.put("follower", parked.follower());
                details.put("chat_id", parked.chatId().value());
                details.put("from_sequence", parked.fromSequence());
                details.put("reason", parked.reason());
            }
        }
    }
}
