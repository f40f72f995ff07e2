package chat.parley.benchmarks.load;

import org.jspecify.annotations.Nullable;

/** How messages are sent to a server, and how it says what became of them. */
public interface Dialect {

    /** What a message from the server is about. */
    enum Heard {
        /** To its sender: the message is stored. */
        ACCEPTED,
        /** To its sender: it is not. */
        REFUSED,
        /** To those who follow the chat. */
        IN_CHAT,
        /** To the admins. */
        BY_ADMINS,
        /** The server wants to know whether the client is alive. */
        PING,
        /** The connection is in trouble. */
        ERROR,
        /** Anything else. */
        OTHER
    }

    /**
     * The text that sends a message.
     *
     * @param content without characters that JSON escapes
     */
    byte[] message(String chatId, String content, String clientMessageId);

    Heard hear(byte[] bytes, int from, int to);

    /** What a client has to send every few seconds; null for nothing. */
    byte @Nullable [] heartbeat();

    /** The answer to {@link Heard#PING}. */
    byte[] pong();
}
