package chat.parley.query.push;

import chat.parley.api.InboxItem;
import chat.parley.api.MessageView;
import chat.parley.api.ReadModelStatus;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/** The messages on the topics, as they become JSON. */
sealed interface Push {

    /** Names the kind of message for clients. */
    String type();

    /** On the chat's topic: a message became part of the chat. */
    record NewMessage(String type, MessageView message) implements Push {

        NewMessage(MessageView message) {
            this("new_message", message);
        }
    }

    /**
     * On the chat's topic: one side has seen the other's messages up to here.
     *
     * @param reader "user" or "admin"
     */
    record MessagesRead(String type, String reader, long upToSequence, Instant readAt)
            implements Push {

        MessagesRead(String reader, long upToSequence, Instant readAt) {
            this("messages_read", reader, upToSequence, readAt);
        }
    }

    /** On the admins' topic: a user wrote. */
    record NewUserMessage(String type, UUID chatId, @Nullable String userEmail, MessageView message)
            implements Push {

        NewUserMessage(UUID chatId, @Nullable String userEmail, MessageView message) {
            this("new_user_message", chatId, userEmail, message);
        }
    }

    /** On the admins' topic: what the list shows of a chat has changed. */
    record ChatUpdated(String type, InboxItem chat) implements Push {

        ChatUpdated(InboxItem chat) {
            this("chat_updated", chat);
        }
    }

    /** On the admins' topic: how a rebuild gets on, and that a read model is live again. */
    record ReadModelProgress(
            String type,
            String name,
            String state,
            long position,
            long head,
            long lagEvents,
            double progress,
            @Nullable Double eventsPerSecond,
            @Nullable Long etaSeconds,
            @Nullable Instant rebuiltAt)
            implements Push {

        ReadModelProgress(ReadModelStatus status) {
            this(
                    "read_model",
                    status.name(),
                    status.state(),
                    status.position(),
                    status.head(),
                    status.lagEvents(),
                    status.progress(),
                    status.eventsPerSecond(),
                    status.etaSeconds(),
                    status.rebuiltAt());
        }
    }
}
