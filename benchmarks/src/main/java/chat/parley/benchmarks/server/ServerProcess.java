package chat.parley.benchmarks.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server under load: started, waited for, and stopped at the latest when the benchmark ends. */
public final class ServerProcess implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration STOP = Duration.ofSeconds(20);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Process process;
    private final Path log;
    private final Thread killer;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        killer = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(killer);
    }

    /**
     * Starts a server and waits until it answers with 200.
     *
     * @param health where it is asked whether it is ready
     */
    static ServerProcess start(
            String name, List<String> command, Map<String, String> environment, URI health) {
        ServerProcess server = start(name, command, environment);
        try {
            server.awaitReady(health);
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static ServerProcess start(
            String name, List<String> command, Map<String, String> environment) {
        try {
            Path log = Files.createDirectories(Path.of("target")).resolve(name + ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            return new ServerProcess(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady(URI health) {
        long giveUp = System.nanoTime() + START.toNanos();
        try (HttpClient http = httpClient()) {
            while (!isReady(http, health)) {
                if (!process.isAlive() || System.nanoTime() > giveUp) {
                    throw new IllegalStateException(
                            "The server did not start; see " + log.toAbsolutePath());
                }
                Thread.sleep(LOOK_EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a server started.", e);
        }
    }

    private static boolean isReady(HttpClient http, URI health) throws InterruptedException {
        try {
            return http.send(HttpRequest.newBuilder(health).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** One that does not ask for HTTP/2, which some servers take for a wish for a WebSocket. */
    static HttpClient httpClient() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    public long pid() {
        return process.pid();
    }

    /** The processor time so far. */
    public Duration processorTime() {
        return ProcessorTime.of(process.pid());
    }

    /** A port that is free now. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The Java that runs the benchmark. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        Runtime.getRuntime().removeShutdownHook(killer);
    }
}
