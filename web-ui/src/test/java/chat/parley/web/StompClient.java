package chat.parley.web;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A STOMP client over a real socket, that shows everything that comes. */
public final class StompClient implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A frame that came. */
    public record Frame(String command, Map<String, String> headers, String body) {

        public String header(String name) {
            return headers.get(name);
        }

        static Frame parse(String text) {
            int headEnd = text.indexOf("\n\n");
            String[] lines = text.substring(0, headEnd).split("\n");
            Map<String, String> headers = new LinkedHashMap<>();
            for (int i = 1; i < lines.length; i++) {
                int colon = lines[i].indexOf(':');
                headers.putIfAbsent(
                        lines[i].substring(0, colon), unescape(lines[i].substring(colon + 1)));
            }
            return new Frame(lines[0], headers, text.substring(headEnd + 2, text.indexOf('\0')));
        }

        private static String unescape(String text) {
            return text.replace("\\c", ":").replace("\\n", "\n").replace("\\\\", "\\");
        }
    }

    private final List<Frame> aside = new ArrayList<>();
    private final LinkedBlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
    private final AtomicInteger heartbeats = new AtomicInteger();
    private final AtomicInteger lastId = new AtomicInteger();
    private final WebSocket socket;
    private volatile boolean reading = true;

    private StompClient(WebSocket.Builder builder, URI uri) {
        socket = builder.buildAsync(uri, new Listener()).join();
    }

    /**
     * Opens a socket and says nothing on it yet.
     *
     * @param headers of the handshake
     */
    public static StompClient open(URI uri, Map<String, String> headers) {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        headers.forEach(builder::header);
        return new StompClient(builder, uri);
    }

    /** Opens a socket as browsers do that want one of some subprotocols. */
    public static StompClient openWith(URI uri, String subprotocol, String... others) {
        return new StompClient(HTTP.newWebSocketBuilder().subprotocols(subprotocol, others), uri);
    }

    /** A user, connected. */
    public static StompClient user(URI uri, String token) {
        StompClient client = open(uri, Map.of());
        client.connect(Map.of("Authorization", "Bearer " + token));
        return client;
    }

    /** An admin, connected. */
    public static StompClient admin(URI uri, String cookie, String origin) {
        StompClient client = open(uri, Map.of("Cookie", cookie, "Origin", origin));
        client.connect(Map.of());
        return client;
    }

    /** Sends CONNECT and waits for CONNECTED. */
    public Frame connect(Map<String, String> headers) {
        sendConnect(headers);
        return next("CONNECTED");
    }

    public void sendConnect(Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putIfAbsent("accept-version", "1.2");
        all.putIfAbsent("host", "parley");
        send("CONNECT", all, "");
    }

    /** Subscribes and waits for the receipt; answers the subscription's id. */
    public String subscribe(String destination) {
        String id = "sub-" + lastId.incrementAndGet();
        send("SUBSCRIBE", Map.of("id", id, "destination", destination, "receipt", id), "");
        next(frame -> frame.command().equals("RECEIPT") && id.equals(frame.header("receipt-id")));
        return id;
    }

    /** Sends a body to a destination. */
    public void sendTo(String destination, String body) {
        send("SEND", Map.of("destination", destination), body);
    }

    public void send(String command, Map<String, String> headers, String body) {
        StringBuilder text = new StringBuilder(command).append('\n');
        headers.forEach((name, value) -> text.append(name).append(':').append(value).append('\n'));
        sendText(text.append('\n').append(body).append('\0').toString());
    }

    /** Sends one text message as it is. */
    public void sendText(String text) {
        socket.sendText(text, true).join();
    }

    /** Sends one text message in two pieces. */
    public void sendInPieces(String text, int first) {
        socket.sendText(text.substring(0, first), false).join();
        socket.sendText(text.substring(first), true).join();
    }

    /** Sends one binary message. */
    public void sendBinary(String text) {
        socket.sendBinary(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), true).join();
    }

    /** The subprotocol that the server chose, if any. */
    public String subprotocol() {
        return socket.getSubprotocol();
    }

    /** Waits for a frame of a command; others that came stay for later. */
    public Frame next(String command) {
        return next(frame -> frame.command().equals(command));
    }

    /** Waits for the next message; its body. */
    public String nextMessage() {
        return next("MESSAGE").body();
    }

    /** Waits for the frame meant; others that came stay for later. */
    public Frame next(Predicate<Frame> meant) {
        for (Frame frame : aside) {
            if (meant.test(frame)) {
                aside.remove(frame);
                return frame;
            }
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Frame frame = poll(deadline - System.nanoTime());
            if (frame == null) {
                throw new AssertionError("The frame did not come; these did: " + aside);
            }
            if (meant.test(frame)) {
                return frame;
            }
            aside.add(frame);
        }
    }

    /** The next frame that nobody asked for yet, null if none comes in that time. */
    public @Nullable Frame poll(Duration atMost) {
        return aside.isEmpty() ? poll(atMost.toNanos()) : aside.removeFirst();
    }

    private @Nullable Frame poll(long nanos) {
        try {
            return frames.poll(nanos, NANOSECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many frames came that nobody asked for yet. */
    public int unasked() {
        return aside.size() + frames.size();
    }

    public int heartbeats() {
        return heartbeats.get();
    }

    /** Waits until the socket is closed; 1006 if that happened without a word. */
    public int closeCode() {
        try {
            return closeCode.get(PATIENCE.toSeconds(), SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("The socket is still open.", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            return 1006;
        }
    }

    public boolean isClosed() {
        return closeCode.isDone();
    }

    /** Leaves what comes in the network, until that is full. */
    public void stopReading() {
        reading = false;
    }

    /** Vanishes without a word. */
    public void abort() {
        socket.abort();
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            message.append(data);
            if (last) {
                if (message.toString().isBlank()) {
                    heartbeats.incrementAndGet();
                } else {
                    frames.add(Frame.parse(message.toString()));
                }
                message.setLength(0);
            }
            if (reading) {
                from.request(1);
            }
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closeCode.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closeCode.completeExceptionally(error);
        }
    }
}
