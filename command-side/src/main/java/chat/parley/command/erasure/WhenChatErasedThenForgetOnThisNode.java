package chat.parley.command.erasure;

import chat.parley.api.ChatEvent.ChatErased;
import chat.parley.api.ChatId;
import chat.parley.log.EventBatchHandler;
import chat.parley.log.LoggedEvent;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Runs on every node: what it holds in memory, its sockets and its files, forget at once. And once
 * more a little later, for what was under way just then, a chat being loaded or a socket that was
 * let in a moment before, comes to rest after the first time.
 */
final class WhenChatErasedThenForgetOnThisNode implements EventBatchHandler {

    /** Longer than anything under way takes, and within the five seconds that are promised. */
    private static final Duration ONCE_MORE_AFTER = Duration.ofSeconds(3);

    private final NodeMemories memories;
    private final Executor atOnce = Executors.newVirtualThreadPerTaskExecutor();
    private final Executor onceMore =
            CompletableFuture.delayedExecutor(
                    ONCE_MORE_AFTER.toMillis(), TimeUnit.MILLISECONDS, atOnce);

    WhenChatErasedThenForgetOnThisNode(NodeMemories memories) {
        this.memories = memories;
    }

    @Override
    public void handle(List<LoggedEvent> events) {
        for (LoggedEvent logged : events) {
            if (logged.event() instanceof ChatErased erased) {
                ChatId chat = erased.chatId();
                atOnce.execute(() -> memories.forget(chat));
                onceMore.execute(() -> memories.forget(chat));
            }
        }
    }
}
