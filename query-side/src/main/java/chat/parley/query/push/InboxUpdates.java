package chat.parley.query.push;

import chat.parley.api.ChatId;
import chat.parley.log.Backoff;
import chat.parley.log.LoopThread;
import chat.parley.query.inbox.Inbox;
import chat.parley.query.readmodel.ReadModels;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells the admins which items of their list have changed, once the list's read model has passed
 * the change. Changes of a chat that come close together are told once.
 */
final class InboxUpdates implements SmartLifecycle {

    private static final Logger LOGGER = LoggerFactory.getLogger(InboxUpdates.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** So often a list may change before the eyes of those who read it. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Topics topics;
    private final Inbox inbox;
    private final ReadModels readModels;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition somethingChanged = lock.newCondition();
    private final Set<UUID> changed = new HashSet<>();
    private long position;
    private final LoopThread thread = LoopThread.breakingOff("inbox-updates", this::tellChanges);

    InboxUpdates(Topics topics, Inbox inbox, ReadModels readModels) {
        this.topics = topics;
        this.inbox = inbox;
        this.readModels = readModels;
    }

    /**
     * Notes that an event at this position changed what the list shows of the chat. Returns at
     * once.
     */
    void changed(ChatId chatId, long eventPosition) {
        lock.lock();
        try {
            changed.add(chatId.value());
            position = Math.max(position, eventPosition);
            somethingChanged.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Notes that the list already shows something else of the chat. Returns at once. */
    void changed(ChatId chatId) {
        changed(chatId, 0);
    }

    private void tellChanges(CountDownLatch stopped) throws InterruptedException {
        Backoff backoff = new Backoff();
        while (stopped.getCount() > 0) {
            Changes changes = take();
            try {
                if (readModels.reaches("inbox", changes.position(), PATIENCE)) {
                    tell(changes.chats());
                    backoff.succeeded(LOGGER, "The changes of the inbox are told again");
                } else {
                    keep(changes);
                }
            } catch (RuntimeException failure) {
                keep(changes);
                if (stopped.getCount() > 0) {
                    backoff.failed(LOGGER, "The changes of the inbox are told later", failure);
                }
            }
            backoff.pause(stopped);
            Thread.sleep(PAUSE);
        }
    }

    private Changes take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (changed.isEmpty()) {
                somethingChanged.await();
            }
            Changes taken = new Changes(Set.copyOf(changed), position);
            changed.clear();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void tell(Set<UUID> chats) {
        inbox.items(chats)
                .forEach(item -> topics.publish(Topics.ADMINS, new Push.ChatUpdated(item)));
    }

    private void keep(Changes changes) {
        changes.chats().forEach(chat -> changed(new ChatId(chat), changes.position()));
    }

    private record Changes(Set<UUID> chats, long position) {}

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void stop() {
        thread.stop();
    }

    @Override
    public boolean isRunning() {
        return thread.isRunning();
    }
}
