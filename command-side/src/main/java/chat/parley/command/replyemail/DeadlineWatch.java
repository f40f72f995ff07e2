package chat.parley.command.replyemail;

import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells in two lines of an outage that the scheduler itself would log a stack trace a second for.
 */
final class DeadlineWatch extends AbstractSchedulerListener {

    private static final Logger LOGGER = LoggerFactory.getLogger(DeadlineWatch.class);

    private final AtomicBoolean heldUp = new AtomicBoolean();

    @Override
    public void onSchedulerEvent(SchedulerEventType type) {
        switch (type) {
            case UNEXPECTED_ERROR -> {
                if (heldUp.compareAndSet(false, true)) {
                    LOGGER.warn("The deadlines of reply e-mails cannot be looked up");
                }
            }
            case RAN_EXECUTE_DUE -> {
                if (heldUp.compareAndSet(true, false)) {
                    LOGGER.info("The deadlines of reply e-mails are looked up again");
                }
            }
            default -> {
                // The rest concerns single deadlines, which are tried again.
            }
        }
    }
}
