package chat.parley.command.erasure;

import chat.parley.api.ChatId;
import chat.parley.log.FailureReason;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.function.Supplier;
import java.util.stream.Stream;

/** All that this node remembers outside the database. */
final class NodeMemories {

    private static final Logger LOGGER = LoggerFactory.getLogger(NodeMemories.class);

    private final Supplier<Stream<NodeMemory>> memories;

    /**
     * @param memories asked for only when somebody is to be forgotten, for some are made late
     */
    NodeMemories(Supplier<Stream<NodeMemory>> memories) {
        this.memories = memories;
    }

    /** One that fails does not keep the others from forgetting. */
    void forget(ChatId chat) {
        memories.get()
                .forEach(memory -> {
                    try {
                        memory.forget(chat);
                    } catch (RuntimeException failure) {
                        LOGGER.error(
                                "Something of the erased chat {} may be left in {}: {}",
                                chat,
                                memory.getClass().getSimpleName(),
                                FailureReason.of(failure));
                    }
                });
    }
}
