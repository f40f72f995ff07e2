package chat.parley.web.live;

import chat.parley.api.Actor;
import chat.parley.api.ChatId;
import chat.parley.query.push.Topics;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.Locale;
import java.util.UUID;

/** Tells those who look at a chat, on every node, that somebody writes in it. Nothing is kept. */
final class Typing {

    /** What clients are told. */
    record Signal(String type, String senderType, @Nullable String senderName, boolean typing) {
        Signal(Actor sender, boolean typing) {
            this("typing", sender.type().name().toLowerCase(Locale.ROOT), sender.name(), typing);
        }
    }

    /** What the other nodes are told. */
    record Notice(UUID node, UUID chat, Signal signal) {}

    /** Of whom the chat was told a moment ago. */
    private record Told(String sender, ChatId chatId) {}

    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final Cache<Told, Boolean> recent =
            Caffeine.newBuilder().expireAfterWrite(BETWEEN).build();
    private final UUID node = UUID.randomUUID();
    private final Topics topics;
    private final OtherNodes others;
    private final JsonMapper json;

    Typing(Topics topics, OtherNodes others, JsonMapper json) {
        this.topics = topics;
        this.others = others;
        this.json = json;
        others.listen(this::heard);
    }

    /** Passes it on, unless this sender's was passed on to the chat less than a second ago. */
    void tell(Caller caller, ChatId chatId, boolean typing) {
        var told = new Told(caller.name(), chatId);
        if (recent.asMap().putIfAbsent(told, true) != null) {
            return;
        }
        Signal signal = new Signal(caller.actor(), typing);
        topics.publish(Topics.chat(chatId), signal);
        others.tell(json.writeValueAsString(new Notice(node, chatId.value(), signal)));
    }

    private void heard(String text) {
        Notice notice = json.readValue(text, Notice.class);
        if (!notice.node().equals(node)) {
            topics.publish(Topics.chat(new ChatId(notice.chat())), notice.signal());
        }
    }
}
