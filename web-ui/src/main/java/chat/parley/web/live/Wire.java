package chat.parley.web.live;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.WebConnection;

import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.apache.tomcat.util.net.SocketWrapperBase.BlockingMode;
import org.apache.tomcat.util.net.SocketWrapperBase.CompletionState;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CompletionHandler;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The network end of one socket: bytes from Tomcat to the session, and whole batches of frames from
 * its outbox to Tomcat. Reading is done by the container's threads, one at a time, and none while a
 * frame is being handled; writing by the outbox.
 *
 * <p>Tomcat makes it by its class, so it is public and has no parameters.
 */
public final class Wire implements InternalHttpUpgradeHandler, WireReader.Receiver {

    private static final int CHUNK = 4 * 1024;
    private static final int LONGEST_PIECE = 64 * 1024;

    private @Nullable SocketWrapperBase<?> socket;
    private @Nullable StompSession session;
    private @Nullable WireReader reader;

    /**
     * What follows a broken frame is read, so that the client gets to our goodbye, but not heard.
     */
    private boolean broken;

    /** For Tomcat. */
    public Wire() {}

    /** The handshake is answered; what comes from now on is the session's. */
    void open(StompEndpoint endpoint, Map<String, Object> attributes) {
        reader = new WireReader(endpoint.limits().maxFrameBytes());
        session = endpoint.session(this, attributes);
    }

    @Override
    public void setSocketWrapper(SocketWrapperBase<?> wrapper) {
        socket = wrapper;
    }

    @Override
    public void init(WebConnection connection) {
        requireNonNull(session).opened();
    }

    @Override
    public SocketState upgradeDispatch(SocketEvent event) {
        return switch (event) {
            case OPEN_READ -> read();
            case OPEN_WRITE -> SocketState.UPGRADED;
            default -> ended();
        };
    }

    private SocketState read() {
        SocketWrapperBase<?> from = requireNonNull(socket);
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        try {
            for (int count = from.read(false, chunk);
                    count != 0;
                    count = from.read(false, chunk.clear())) {
                if (count < 0) {
                    return ended();
                }
                take(chunk.flip());
            }
            return SocketState.UPGRADED;
        } catch (IOException gone) {
            return ended();
        }
    }

    private void take(ByteBuffer bytes) {
        if (broken) {
            return;
        }
        try {
            requireNonNull(reader).read(bytes, this);
        } catch (WireReader.Broken failure) {
            broken = true;
            requireNonNull(session).cut(failure.status());
        }
    }

    @Override
    public void data(ByteBuffer bytes) {
        requireNonNull(session).received(bytes);
    }

    @Override
    public void ping(byte[] payload) {
        requireNonNull(session).pinged(payload);
    }

    @Override
    public void close() {
        requireNonNull(session).clientCloses();
    }

    /**
     * Writes all of it, waiting for a slow network; one caller at a time. It goes past the buffer
     * that the container has for each connection: that is small, and what is larger would go out
     * piece by piece, by one call of the system each.
     *
     * @throws IOException if the client is gone or takes too long
     */
    void write(ByteBuffer frames, Duration within) throws IOException {
        while (frames.hasRemaining()) {
            // What a slow network does not take at once is copied at each attempt.
            int piece = Math.min(frames.remaining(), LONGEST_PIECE);
            writePiece(frames.slice(frames.position(), piece), within);
            frames.position(frames.position() + piece);
        }
    }

    private void writePiece(ByteBuffer piece, Duration within) throws IOException {
        Written written = new Written();
        CompletionState state =
                requireNonNull(socket)
                        .write(
                                BlockingMode.BLOCK,
                                within.toMillis(),
                                TimeUnit.MILLISECONDS,
                                null,
                                SocketWrapperBase.COMPLETE_WRITE_WITH_COMPLETION,
                                written,
                                piece);
        if (state == CompletionState.ERROR || written.failure != null) {
            throw new IOException("The client cannot be written to", written.failure);
        }
    }

    /** How a write ended; it has when the call returns. */
    private static final class Written implements CompletionHandler<Long, @Nullable Void> {

        private volatile @Nullable Throwable failure;

        @Override
        public void completed(Long bytes, @Nullable Void nothing) {
            // All is said.
        }

        @Override
        public void failed(Throwable cause, @Nullable Void nothing) {
            failure = cause;
        }
    }

    /**
     * Ends the connection, whatever is still on its way. Tomcat does it, so that it forgets the
     * connection too; to close it behind its back would leave it among those that are looked after.
     */
    void abort() {
        requireNonNull(socket).processSocket(SocketEvent.DISCONNECT, true);
    }

    private SocketState ended() {
        requireNonNull(session).closed();
        return SocketState.CLOSED;
    }

    @Override
    public void destroy() {
        if (session != null) {
            session.closed();
        }
    }

    @Override
    public void timeoutAsync(long now) {
        // The clock of the sockets looks after all time limits.
    }

    @Override
    public void setSslSupport(@Nullable SSLSupport sslSupport) {
        // Nobody asks.
    }

    @Override
    public void pause() {
        // A stopping server says goodbye to each session.
    }
}
