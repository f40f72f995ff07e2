package chat.parley.web.live;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.socket.CloseStatus;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Looks after all connections while the server runs, and says goodbye when it stops. Stops before
 * the web server does, so that clients look for another node at once.
 */
final class SocketClock implements SmartLifecycle {

    private static final Logger LOGGER = LoggerFactory.getLogger(SocketClock.class);

    private final Sockets sockets;
    private final SessionGuard guard;
    private final LiveLimits limits;

    /** Two threads: the guard waits for the database, which heartbeats must not. */
    private final ScheduledExecutorService executor =
            Executors.newScheduledThreadPool(
                    2, Thread.ofPlatform().daemon().name("socket-clock-", 0).factory());

    private volatile boolean running;

    SocketClock(Sockets sockets, SessionGuard guard, LiveLimits limits) {
        this.sockets = sockets;
        this.guard = guard;
        this.limits = limits;
    }

    @Override
    public void start() {
        running = true;
        every(
                limits.look(),
                () -> sockets.forEach(socket -> socket.look(System.nanoTime(), Instant.now())));
        every(limits.guard(), guard::look);
    }

    private void every(Duration pause, Runnable look) {
        Runnable again =
                () -> {
                    try {
                        look.run();
                    } catch (RuntimeException e) {
                        LOGGER.warn("Not all sockets could be looked after.", e);
                    }
                };
        ScheduledFuture<?> _ =
                executor.scheduleWithFixedDelay(
                        again, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        running = false;
        executor.shutdownNow();
        sockets.closeAll(CloseStatus.GOING_AWAY, limits.goodbye());
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
