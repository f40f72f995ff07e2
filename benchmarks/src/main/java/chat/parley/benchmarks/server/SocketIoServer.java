package chat.parley.benchmarks.server;

import chat.parley.benchmarks.load.Dialect;
import chat.parley.benchmarks.load.SocketIo;
import chat.parley.benchmarks.load.WebSocket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Node.js, socket.io and pg: {@code benchmarks/socket-io/server.js}. */
final class SocketIoServer implements ChatServer {

    private static final Path PROJECT = Path.of("socket-io");

    private final int port = ServerProcess.freePort();
    private final ServerProcess process;

    SocketIoServer(Database postgres, String database) {
        install();
        process =
                ServerProcess.start(
                        "socket-io",
                        List.of("node", PROJECT.resolve("server.js").toString()),
                        Map.of(
                                "NODE_ENV",
                                "production",
                                "PORT",
                                String.valueOf(port),
                                "PGHOST",
                                "127.0.0.1",
                                "PGPORT",
                                String.valueOf(postgres.port()),
                                "PGUSER",
                                Database.USER,
                                "PGPASSWORD",
                                Database.USER,
                                "PGDATABASE",
                                database),
                        URI.create("http://127.0.0.1:" + port + "/"));
    }

    /** Once; the lock file says exactly what. */
    private static void install() {
        if (Files.isDirectory(PROJECT.resolve("node_modules"))) {
            return;
        }
        try {
            int status =
                    new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund")
                            .directory(PROJECT.toFile())
                            .inheritIO()
                            .start()
                            .waitFor();
            if (status != 0) {
                throw new IllegalStateException("npm ci failed in " + PROJECT.toAbsolutePath());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while npm installed.", e);
        }
    }

    @Override
    public Dialect dialect() {
        return new SocketIo();
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
        return in("chat." + chatId(user));
    }

    @Override
    public WebSocket admin() throws IOException {
        return in("admins");
    }

    @Override
    public WebSocket follower(String chatId) throws IOException {
        return in("chat." + chatId);
    }

    private WebSocket in(String room) throws IOException {
        WebSocket socket = WebSocket.open(port, SocketIo.PATH, Map.of());
        SocketIo.connect(socket);
        SocketIo.join(socket, room);
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
