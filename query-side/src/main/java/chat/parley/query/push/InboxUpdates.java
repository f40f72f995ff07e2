package chat.parley.query.push;

import chat.parley.api.ChatId;
import chat.parley.query.inbox.Inbox;
import chat.parley.query.readmodel.ReadModels;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells the admins which items of their list have changed, once the list's read model has passed
 * the change. Changes of a chat that come close together are told once.
 */
final class InboxUpdates implements SmartLifecycle {

    private static final Logger logger = LoggerFactory.getLogger(InboxUpdates.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Topics topics;
    private final Inbox inbox;
    private final ReadModels readModels;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition somethingChanged = lock.newCondition();
    private final Set<UUID> changed = new HashSet<>();
    private long position;
    private boolean heldUp;
    private @Nullable Thread thread;

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

    private void tellChanges() {
        try {
            while (true) {
                Changes changes = take();
                tell(changes);
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
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

    private void tell(Changes changes) throws InterruptedException {
        try {
            if (readModels.reaches("inbox", changes.position(), PATIENCE)) {
                inbox.items(changes.chats())
                        .forEach(item -> topics.publish(Topics.ADMINS, new Push.ChatUpdated(item)));
                heldUp = false;
                return;
            }
        } catch (RuntimeException failure) {
            if (!heldUp) {
                logger.warn(
                        "The changes of the inbox are told later: {}",
                        failure.getClass().getSimpleName());
            }
            heldUp = true;
            Thread.sleep(PATIENCE);
        }
        changes.chats().forEach(chat -> changed(new ChatId(chat), changes.position()));
    }

    private record Changes(Set<UUID> chats, long position) {}

    @Override
    public void start() {
        thread = Thread.ofVirtual().name("inbox-updates").start(this::tellChanges);
    }

    @Override
    public void stop() {
        if (thread != null) {
            thread.interrupt();
            thread = null;
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
