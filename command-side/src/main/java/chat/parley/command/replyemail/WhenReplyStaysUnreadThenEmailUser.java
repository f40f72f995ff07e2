package chat.parley.command.replyemail;

import chat.parley.api.Actor;
import chat.parley.api.ChatCommand.AttemptReplyEmail;
import chat.parley.api.ChatCommand.ConfirmReplyEmail;
import chat.parley.api.ChatCommand.FailReplyEmail;
import chat.parley.api.ChatCommand.RequestReplyEmail;
import chat.parley.api.ChatEvent.MessageSent;
import chat.parley.api.ChatEvent.ReplyEmailAttempted;
import chat.parley.api.Refusal;
import chat.parley.command.chat.ChatGateway;
import chat.parley.log.EventBatchHandler;
import chat.parley.log.LoggedEvent;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.FailureHandler.ExponentialBackoffFailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * An admin's message that opens a window sets a deadline; it is never moved or cancelled. When it
 * is over, the chat decides whether there is an e-mail, and every attempt is in the log before the
 * mail server hears a word of it. So neither a crash nor a second node loses or repeats one.
 */
final class WhenReplyStaysUnreadThenEmailUser implements EventBatchHandler {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final Duration GIVE_UP_AFTER = Duration.ofHours(24);

    private final Task<Void> deadline;
    private final Supplier<SchedulerClient> scheduler;
    private final ChatGateway chats;
    private final ReplyEmails emails;
    private final Mailer mailer;
    private final Duration delay;
    private final EmailAvailability availability;
    private final Clock clock;

    /**
     * @param scheduler asked for only when events arrive, for it is made of {@link #deadline()}
     */
    WhenReplyStaysUnreadThenEmailUser(
            Supplier<SchedulerClient> scheduler,
            ChatGateway chats,
            ReplyEmails emails,
            Mailer mailer,
            Duration delay,
            EmailAvailability availability,
            Clock clock) {
        this.scheduler = scheduler;
        this.chats = chats;
        this.emails = emails;
        this.mailer = mailer;
        this.delay = delay;
        this.availability = availability;
        this.clock = clock;
        this.deadline =
                Tasks.custom("reply-email", Void.class)
                        .onFailure(new ExponentialBackoffFailureHandler<>(Duration.ofSeconds(2)))
                        .onDeadExecutionRevive()
                        .execute((instance, _) -> unlessErased(EmailWindow.of(instance.getId())));
    }

    /** The task that the scheduler runs when a deadline is over. */
    Task<Void> deadline() {
        return deadline;
    }

    /** Sets the deadlines; one that is set already stays as it is. */
    @Override
    public void handle(List<LoggedEvent> events) {
        if (!availability.available()) {
            return;
        }
        for (LoggedEvent logged : events) {
            if (logged.event() instanceof MessageSent reply && reply.opensEmailWindow()) {
                EmailWindow window = new EmailWindow(reply.chatId(), reply.sequence());
                scheduler
                        .get()
                        .scheduleIfNotExists(
                                deadline.instance(window.toString()), reply.at().plus(delay));
            }
        }
    }

    /** Who was forgotten meanwhile gets no e-mail, and nobody is left to tell of one. */
    private CompletionHandler<Void> unlessErased(EmailWindow window) {
        try {
            return deadlineIsOver(window);
        } catch (Refusal refusal) {
            if (refusal.reason() == Refusal.Reason.CHAT_ERASED) {
                return new OnCompleteRemove<>();
            }
            throw refusal;
        }
    }

    private CompletionHandler<Void> deadlineIsOver(EmailWindow window) {
        if (!availability.available()) {
            return new OnCompleteRemove<>();
        }
        chats.send(
                new RequestReplyEmail(
                        window.chatId(), Actor.SYSTEM, clock.instant(), window.sequence()));
        return chats.send(attemptOf(window)) instanceof ReplyEmailAttempted attempted
                ? attempt(window, attempted.attempt())
                : new OnCompleteRemove<>();
    }

    private CompletionHandler<Void> attempt(EmailWindow window, int attempt) {
        ReplyEmail email = emails.find(window);
        switch (mailer.send(email)) {
            case Mailer.Outcome.Sent _ ->
                    chats.send(
                            new ConfirmReplyEmail(
                                    window.chatId(),
                                    Actor.SYSTEM,
                                    clock.instant(),
                                    window.sequence(),
                                    attempt));
            case Mailer.Outcome.NotSent notSent -> {
                Instant next = clock.instant().plus(pauseAfter(attempt));
                boolean permanent = next.isAfter(email.requestedAt().plus(GIVE_UP_AFTER));
                chats.send(
                        new FailReplyEmail(
                                window.chatId(),
                                Actor.SYSTEM,
                                clock.instant(),
                                window.sequence(),
                                attempt,
                                notSent.reason(),
                                permanent));
                if (!permanent) {
                    return (complete, operations) -> operations.reschedule(complete, next);
                }
            }
            // To ask for an attempt while one is under way is to say that its outcome is unknown.
            case Mailer.Outcome.Unknown _ -> chats.send(attemptOf(window));
        }
        return new OnCompleteRemove<>();
    }

    private AttemptReplyEmail attemptOf(EmailWindow window) {
        return new AttemptReplyEmail(
                window.chatId(), Actor.SYSTEM, clock.instant(), window.sequence());
    }

    private static Duration pauseAfter(int attempt) {
        Duration pause = FIRST_PAUSE;
        for (int n = 1; n < attempt && pause.compareTo(LONGEST_PAUSE) < 0; n++) {
            pause = pause.multipliedBy(3);
        }
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
