package chat.parley.benchmarks.server;

import chat.parley.benchmarks.load.Dialect;
import chat.parley.benchmarks.load.WebSocket;

import java.io.IOException;
import java.util.List;

/** A running server of support chats, and the way in. */
public interface ChatServer extends AutoCloseable {

    Dialect dialect();

    ServerProcess process();

    /** The chat of a user; made when first asked for. */
    String chatId(int user) throws IOException;

    /** A user's socket, subscribed to the chat and to the answers to what it sends. */
    WebSocket user(int user) throws IOException;

    /** An admin's socket, subscribed to the messages of all users. */
    WebSocket admin() throws IOException;

    /** An admin's socket that follows one chat. */
    WebSocket follower(String chatId) throws IOException;

    /** Queries that count the messages that are stored, in each place where they are kept. */
    List<String> messageCounts();

    @Override
    void close();
}
