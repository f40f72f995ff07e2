package chat.parley.benchmarks.server;

import chat.parley.benchmarks.load.Dialect;
import chat.parley.benchmarks.load.Stomp;
import chat.parley.benchmarks.load.Stomp.Subscription;
import chat.parley.benchmarks.load.WebSocket;
import chat.parley.benchmarks.springstomp.SpringStomp;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Spring's STOMP broker and one JDBC insert for each message: {@link SpringStomp}. */
final class SpringStompServer implements ChatServer {

    private final int port = ServerProcess.freePort();
    private final ServerProcess process;

    SpringStompServer(Database postgres, String database) {
        List<String> command = new ArrayList<>(List.of(ServerProcess.java()));
        command.addAll(Heap.OPTIONS);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), SpringStomp.class.getName()));
        process =
                ServerProcess.start(
                        "spring-stomp",
                        command,
                        Map.of(
                                "SERVER_PORT",
                                String.valueOf(port),
                                "SPRING_DATASOURCE_URL",
                                postgres.url(database),
                                "SPRING_DATASOURCE_USERNAME",
                                Database.USER,
                                "SPRING_DATASOURCE_PASSWORD",
                                Database.USER),
                        URI.create("http://localhost:" + port + "/health"));
    }

    @Override
    public Dialect dialect() {
        return new Stomp();
    }

    @Override
    public ServerProcess process() {
        return process;
    }

    @Override
    public String chatId(int user) {
        return PlainChats.id(user);
    }

    @Override
    public WebSocket user(int user) throws IOException {
        WebSocket socket = connected();
        Stomp.subscribeUnconfirmed(socket, Subscription.REPLIES, "/user/queue/replies");
        Stomp.subscribeUnconfirmed(
                socket, Subscription.CHAT, "/topic/support_chat." + chatId(user));
        return socket;
    }

    @Override
    public WebSocket admin() throws IOException {
        WebSocket socket = connected();
        Stomp.subscribeUnconfirmed(
                socket, Subscription.ADMINS, "/topic/admin_support_notifications");
        return socket;
    }

    @Override
    public WebSocket follower(String chatId) throws IOException {
        WebSocket socket = connected();
        Stomp.subscribeUnconfirmed(socket, Subscription.CHAT, "/topic/support_chat." + chatId);
        return socket;
    }

    private WebSocket connected() throws IOException {
        WebSocket socket = WebSocket.open(port, "/ws", Map.of());
        Stomp.connect(socket, Map.of());
        return socket;
    }

    @Override
    public List<String> messageCounts() {
        return PlainChats.COUNTS;
    }

    @Override
    public void close() {
        process.close();
    }
}
