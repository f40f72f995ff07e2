package chat.parley.command.admin;

import chat.parley.api.Actor;
import chat.parley.api.AdminEvent.ChatParked;
import chat.parley.api.ChatId;
import chat.parley.log.Backoff;
import chat.parley.log.EventLog;
import chat.parley.log.EventSelection;
import chat.parley.log.EventTypes;
import chat.parley.log.LoopThread;
import chat.parley.log.ParkedStreams;
import chat.parley.log.ParkedStreams.Parked;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Tells in the log that a follower has parked a chat. The follower cannot do that itself: an append
 * is in nobody else's transaction. So it leaves a note, which is looked for once a second, and
 * removed when its event is in the log. After a crash in between, the event is found there and not
 * appended again.
 */
final class WhenChatIsParkedThenRecordIt implements SmartLifecycle {

    private static final Logger LOGGER =
            LoggerFactory.getLogger(WhenChatIsParkedThenRecordIt.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** More than there are followers to park a chat within a millisecond. */
    private static final int AT_THE_SAME_TIME = 100;

    private final ParkedStreams parkedStreams;
    private final AdminLog adminLog;
    private final EventLog log;
    private final LoopThread thread = LoopThread.breakingOff("parked-chats", this::look);

    WhenChatIsParkedThenRecordIt(ParkedStreams parkedStreams, AdminLog adminLog, EventLog log) {
        this.parkedStreams = parkedStreams;
        this.adminLog = adminLog;
        this.log = log;
    }

    private void look(CountDownLatch stopped) throws InterruptedException {
        Backoff backoff = new Backoff();
        while (stopped.getCount() > 0) {
            try {
                while (parkedStreams.recordNext(this::record)) {
                    // Until there is none left.
                }
                backoff.succeeded(LOGGER, "That chats were parked is recorded again");
                Thread.sleep(LOOK_EVERY);
            } catch (RuntimeException failure) {
                if (stopped.getCount() > 0) {
                    backoff.failed(LOGGER, "That chats were parked is recorded later", failure);
                }
            }
            backoff.pause(stopped);
        }
    }

    private void record(Parked parked) {
        eventOf(parked).filter(event -> !isInTheLog(event)).ifPresent(adminLog::record);
    }

    /** Empty for what is no chat: nothing of it is shown anywhere. */
    private static Optional<ChatParked> eventOf(Parked parked) {
        return ChatId.ofStream(parked.stream())
                .map(chat ->
                        new ChatParked(
                                Actor.SYSTEM,
                                parked.parkedAt().truncatedTo(ChronoUnit.MILLIS),
                                parked.follower(),
                                chat,
                                parked.fromSequence(),
                                parked.reason()));
    }

    private boolean isInTheLog(ChatParked event) {
        EventSelection atThatTime =
                new EventSelection(EventTypes.of(event), null, event.at(), event.at());
        return log
                .readActsAbout(event.chatId(), atThatTime, Long.MAX_VALUE, AT_THE_SAME_TIME)
                .stream()
                .anyMatch(chained -> event.equals(chained.event()));
    }

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
