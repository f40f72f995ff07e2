package chat.parley.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import chat.parley.benchmarks.load.Deliveries.Change;
import chat.parley.benchmarks.load.Dialect.Heard;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Users who write, each in a chat and on a socket of their own, and admins who watch all chats. One
 * load runs after the other; {@link #await} waits until its last message has arrived.
 */
public final class Load implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration LONGEST_LATENCY = Duration.ofMinutes(1);
    private static final long LOOK_NANOS = 1_000_000;

    private final SocketLoop loop = new SocketLoop();
    private final Dialect dialect;
    private final Duration patience;
    private final List<User> users = new ArrayList<>();
    private int admins;
    private int runs;
    private volatile @Nullable Run current;
    private final AtomicLong strays = new AtomicLong();

    public Load(Dialect dialect) {
        this(dialect, PATIENCE);
    }

    /**
     * @param patience how long to wait for the last messages when all were sent
     */
    Load(Dialect dialect, Duration patience) {
        this.dialect = dialect;
        this.patience = patience;
    }

    private record User(String chatId, WebSocket socket) {}

    /** Adds a user's socket, connected, and subscribed to the chat and to its answers. */
    public void addUser(String chatId, WebSocket socket) throws IOException {
        int user = users.size();
        users.add(new User(chatId, socket));
        loop.add(
                socket,
                dialect.heartbeat(),
                (bytes, from, to, nanoTime) -> {
                    Heard heard = dialect.hear(bytes, from, to);
                    switch (heard) {
                        case ACCEPTED, IN_CHAT ->
                                toUser(user, heard, MessageId.find(bytes, from, to));
                        case REFUSED ->
                                running().refused(user, new String(bytes, from, to - from, UTF_8));
                        case PING -> socket.send(dialect.pong());
                        case BY_ADMINS -> running().astray++;
                        case ERROR -> running().error(new String(bytes, from, to - from, UTF_8));
                        case OTHER -> {}
                    }
                });
    }

    /** Adds an admin's socket, connected, and subscribed to the messages of all users. */
    public void addAdmin(WebSocket socket) throws IOException {
        int admin = admins++;
        loop.add(
                socket,
                dialect.heartbeat(),
                (bytes, from, to, nanoTime) -> {
                    switch (dialect.hear(bytes, from, to)) {
                        case BY_ADMINS -> {
                            MessageId id = MessageId.find(bytes, from, to);
                            if (id != null) {
                                toAdmin(admin, id, nanoTime);
                            }
                        }
                        case PING -> socket.send(dialect.pong());
                        case ACCEPTED, REFUSED, IN_CHAT -> running().astray++;
                        case ERROR -> running().error(new String(bytes, from, to - from, UTF_8));
                        case OTHER -> {}
                    }
                });
    }

    /**
     * Each user keeps as many messages under way as the window allows: the next is sent when one
     * was accepted and has reached all admins. So no backlog grows, and the speed is the server's.
     */
    public Outcome closed(int window, Duration time) {
        Run run = begin(null);
        long start = System.nanoTime();
        for (int user = 0; user < users.size(); user++) {
            for (int i = 0; i < window; i++) {
                run.send(user);
            }
        }
        sleep(time);
        run.sending = false;
        long done = run.done.get();
        double seconds = (double) (System.nanoTime() - start) / SECONDS.toNanos(1);
        return end(run, done / seconds);
    }

    /** Messages are sent when they are due, by one user after the other, and never wait. */
    public Outcome open(int perSecond, Duration time) {
        Schedule schedule = new Schedule(System.nanoTime() + SECONDS.toNanos(1) / 10, perSecond);
        Run run = begin(schedule);
        long messages = perSecond * time.toSeconds();
        for (long index = 0; index < messages; index++) {
            schedule.await(index);
            run.send((int) (index % users.size()));
        }
        await(run);
        double seconds = (double) (run.lastDone - schedule.start()) / SECONDS.toNanos(1);
        return end(run, run.done.get() / seconds);
    }

    private Run begin(@Nullable Schedule schedule) {
        Run run = new Run(++runs, schedule);
        current = run;
        return run;
    }

    private Run running() {
        Run run = current;
        if (run == null) {
            throw new IllegalStateException("Nothing was sent yet.");
        }
        return run;
    }

    private Outcome end(Run run, double perSecond) {
        await(run);
        return new Outcome(run.sent.get(), run.done.get(), perSecond, run.latencies, run.faults());
    }

    /** Until everybody has everything, or nothing more comes. */
    private void await(Run run) {
        long giveUp = System.nanoTime() + patience.toNanos();
        while (!run.isOver() && System.nanoTime() < giveUp) {
            sleep(Duration.ofNanos(LOOK_NANOS));
        }
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted under load.", e);
        }
    }

    private void toUser(int user, Heard heard, @Nullable MessageId id) {
        Run run = running();
        if (id == null || id.user() != user) {
            run.astray++;
        } else if (id.run() != run.number) {
            strays.incrementAndGet();
        } else {
            run.mark(id, heard == Heard.ACCEPTED ? Deliveries.ACCEPTED : Deliveries.IN_CHAT);
        }
    }

    private void toAdmin(int admin, MessageId id, long nanoTime) {
        Run run = running();
        if (id.run() != run.number) {
            strays.incrementAndGet();
            return;
        }
        if (run.mark(id, Deliveries.admin(admin)) && admin == 0) {
            run.reachedFirstAdmin(id, nanoTime);
        }
    }

    @Override
    public void close() {
        loop.close();
    }

    /** One load. What is not said to be of any thread is the loop's. */
    private final class Run {

        final int number;
        final AtomicLong sent = new AtomicLong();
        final AtomicLong done = new AtomicLong();
        final Histogram latencies =
                new Histogram(NANOSECONDS.toMicros(LONGEST_LATENCY.toNanos()), 3);
        volatile boolean sending = true;
        volatile long lastDone;
        long astray;
        private final AtomicLong refused = new AtomicLong();
        private @Nullable String firstComplaint;
        private final @Nullable Schedule schedule;
        private final Deliveries deliveries = new Deliveries(users.size(), admins);
        private final int[] numbers = new int[users.size()];
        private final AtomicLong marks = new AtomicLong();
        private long repeated;

        Run(int number, @Nullable Schedule schedule) {
            this.number = number;
            this.schedule = schedule;
            strays.set(0);
        }

        /** By one thread at a time for each user. */
        void send(int user) {
            int next;
            synchronized (numbers) {
                next = numbers[user]++;
            }
            sent.incrementAndGet();
            String id = new MessageId(number, user, next).uuid();
            try {
                users.get(user)
                        .socket()
                        .send(dialect.message(users.get(user).chatId(), Texts.of(next), id));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Whether it was news. */
        boolean mark(MessageId id, int mark) {
            Change change = deliveries.mark(id.user(), id.number(), mark);
            if (change == Change.REPEATED) {
                repeated++;
                return false;
            }
            if (change == Change.DONE) {
                lastDone = System.nanoTime();
                done.incrementAndGet();
                if (schedule == null && sending) {
                    send(id.user());
                }
            }
            marks.set(deliveries.all());
            return true;
        }

        void reachedFirstAdmin(MessageId id, long nanoTime) {
            if (schedule != null) {
                long due = schedule.at((long) id.number() * users.size() + id.user());
                latencies.recordValue(
                        Math.clamp(
                                NANOSECONDS.toMicros(nanoTime - due),
                                0,
                                latencies.getHighestTrackableValue()));
            }
        }

        /** The next one is sent all the same, or the load would get less. */
        void refused(int user, String complaint) {
            refused.incrementAndGet();
            error(complaint);
            if (schedule == null && sending) {
                send(user);
            }
        }

        void error(String complaint) {
            if (firstComplaint == null) {
                firstComplaint = complaint.replaceAll("[\n\0]+", " ").strip();
            }
        }

        boolean isOver() {
            return marks.get() >= expected();
        }

        /** Nobody gets what was refused. */
        private long expected() {
            return (sent.get() - refused.get()) * deliveries.marksPerMessage();
        }

        List<String> faults() {
            List<String> faults = new ArrayList<>();
            add(faults, expected() - marks.get(), "deliveries or answers are missing");
            add(faults, repeated, "deliveries or answers came twice");
            add(faults, refused.get(), "messages were refused");
            add(faults, astray, "messages reached somebody whom they should not");
            add(faults, strays.get(), "deliveries came after their load was over");
            if (firstComplaint != null) {
                faults.add("the first complaint was: " + firstComplaint);
            }
            faults.addAll(loop.losses().stream().map(why -> "A socket was lost: " + why).toList());
            return faults;
        }

        private void add(List<String> faults, long count, String what) {
            if (count != 0) {
                faults.add(count + " " + what);
            }
        }
    }
}
