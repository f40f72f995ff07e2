package chat.parley.benchmarks.load;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import chat.parley.benchmarks.load.Dialect.Heard;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** One user who writes, and many who follow the chat. */
public final class FanOut implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONGEST_LATENCY = Duration.ofMinutes(1);
    private static final Duration LOOK_EVERY = Duration.ofMillis(1);

    private final SocketLoop loop = new SocketLoop();
    private final Dialect dialect;
    private final String chatId;
    private final WebSocket sender;
    private final AtomicInteger followers = new AtomicInteger();
    private int runs;
    private volatile @Nullable Run current;

    /**
     * @param sender the user's socket, which gets the message too but is not counted
     */
    public FanOut(Dialect dialect, String chatId, WebSocket sender) throws IOException {
        this.dialect = dialect;
        this.chatId = chatId;
        this.sender = sender;
        loop.add(
                sender,
                dialect.heartbeat(),
                (bytes, from, to, _) -> {
                    Heard heard = dialect.hear(bytes, from, to);
                    Run run = current;
                    if (heard == Heard.PING) {
                        sender.send(dialect.pong());
                    } else if (heard == Heard.REFUSED && run != null) {
                        run.refused++;
                    }
                });
    }

    public void addFollower(WebSocket socket) throws IOException {
        int follower = followers.getAndIncrement();
        loop.add(
                socket,
                dialect.heartbeat(),
                (bytes, from, to, nanoTime) -> {
                    Heard heard = dialect.hear(bytes, from, to);
                    if (heard == Heard.PING) {
                        socket.send(dialect.pong());
                    } else if (heard == Heard.IN_CHAT) {
                        MessageId id = MessageId.find(bytes, from, to);
                        Run run = current;
                        if (run != null && id != null && id.run() == run.number) {
                            run.arrived(follower, id.number(), nanoTime);
                        }
                    }
                });
    }

    /**
     * Sends the next message when one has reached all followers.
     *
     * @param window how many are under way at once
     * @return the outcome's rate is that of deliveries, and its latencies are microseconds from the
     *     send until the last follower has the message
     */
    public Outcome run(int window, Duration time) throws IOException, InterruptedException {
        Run run = new Run(++runs, followers.get());
        current = run;
        long start = System.nanoTime();
        for (int i = 0; i < window; i++) {
            run.send();
        }
        Thread.sleep(time);
        run.sending = false;
        double seconds = (double) (System.nanoTime() - start) / SECONDS.toNanos(1);
        double perSecond = run.deliveries.get() / seconds;
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!run.isOver() && System.nanoTime() < giveUp) {
            Thread.sleep(LOOK_EVERY);
        }
        return new Outcome(
                run.sent.get(),
                run.deliveries.get() / followers.get(),
                perSecond,
                run.latencies,
                run.faults());
    }

    @Override
    public void close() {
        loop.close();
    }

    private final class Run {

        final int number;
        final AtomicLong deliveries = new AtomicLong();
        final AtomicInteger sent = new AtomicInteger();
        final Histogram latencies =
                new Histogram(NANOSECONDS.toMicros(LONGEST_LATENCY.toNanos()), 3);
        volatile boolean sending = true;
        long refused;
        private final int readers;
        private final BitSet[] seen;

        /** Grows with the messages sent; guarded by itself. */
        private final List<Long> sentAt = new ArrayList<>();

        private final List<Integer> arrivals = new ArrayList<>();
        private long repeated;

        Run(int number, int readers) {
            this.number = number;
            this.readers = readers;
            seen = new BitSet[readers];
            for (int i = 0; i < readers; i++) {
                seen[i] = new BitSet();
            }
        }

        void send() throws IOException {
            int next;
            synchronized (sentAt) {
                next = sentAt.size();
                sentAt.add(System.nanoTime());
            }
            sent.incrementAndGet();
            String id = new MessageId(number, 0, next).uuid();
            sender.send(dialect.message(chatId, Texts.of(next), id));
        }

        void arrived(int follower, int message, long nanoTime) throws IOException {
            if (seen[follower].get(message)) {
                repeated++;
                return;
            }
            seen[follower].set(message);
            while (arrivals.size() <= message) {
                arrivals.add(0);
            }
            int all = arrivals.get(message) + 1;
            arrivals.set(message, all);
            if (all == readers) {
                long began;
                synchronized (sentAt) {
                    began = sentAt.get(message);
                }
                latencies.recordValue(
                        Math.clamp(
                                NANOSECONDS.toMicros(nanoTime - began),
                                0,
                                latencies.getHighestTrackableValue()));
                if (sending) {
                    send();
                }
            }
            deliveries.incrementAndGet();
        }

        boolean isOver() {
            return deliveries.get() == (long) sent.get() * readers;
        }

        List<String> faults() {
            List<String> faults = new ArrayList<>();
            long missing = (long) sent.get() * readers - deliveries.get();
            if (missing != 0) {
                faults.add(missing + " deliveries are missing");
            }
            if (repeated != 0) {
                faults.add(repeated + " deliveries came twice");
            }
            if (refused != 0) {
                faults.add(refused + " messages were refused");
            }
            faults.addAll(loop.losses().stream().map(why -> "A socket was lost: " + why).toList());
            return faults;
        }
    }
}
