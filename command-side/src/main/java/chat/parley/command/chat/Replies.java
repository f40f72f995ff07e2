package chat.parley.command.chat;

import chat.parley.api.ChatCommand.AttemptReplyEmail;
import chat.parley.api.ChatCommand.ConfirmReplyEmail;
import chat.parley.api.ChatCommand.FailReplyEmail;
import chat.parley.api.ChatCommand.RequestReplyEmail;
import chat.parley.api.ChatEvent;
import chat.parley.api.ChatEvent.MessageSent;
import chat.parley.api.ChatEvent.MessagesRead;
import chat.parley.api.ChatEvent.ReplyEmailAttempted;
import chat.parley.api.ChatEvent.ReplyEmailFailed;
import chat.parley.api.ChatEvent.ReplyEmailRequested;
import chat.parley.api.ChatEvent.ReplyEmailSent;
import chat.parley.api.ChatEvent.ReplyEmailSkipped;
import chat.parley.api.ChatEvent.ReplyEmailUnknown;
import chat.parley.api.ChatEvent.SkipReason;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongBinaryOperator;

/**
 * The admins' messages that the user has not read, and the e-mails about them.
 *
 * <p>A window is open from an admin's message until its delay is over or the user has read
 * everything; it is named by that message's sequence. When it ends with a request, its e-mail is
 * pending until the mail server took it, it was skipped, it failed for good, or nobody knows.
 *
 * <p>However many are unread, only the newest are known one by one: a chat costs the same after a
 * hundred messages and after a hundred thousand.
 */
final class Replies {

    private static final long NO_WINDOW = 0;
    private static final int MOST_KNOWN = 200;

    private final Deque<Long> newestUnread = new ArrayDeque<>();
    private final Map<Long, PendingEmail> pending = new HashMap<>();
    private long last;
    private long forgottenUpTo;
    private long readUpTo;
    private long openWindow = NO_WINDOW;
    private long mailedUpTo;

    /**
     * @param attempt the newest one, 0 before the first
     * @param underWay whether its outcome is not known
     */
    record PendingEmail(long fromSequence, long upToSequence, int attempt, boolean underWay) {}

    /**
     * All there is to remember.
     *
     * @param newestUnread the sequences of the newest unread replies
     * @param last the sequence of the newest reply, read or not
     * @param forgottenUpTo the newest reply that was too old to be known one by one
     */
    record State(
            List<Long> newestUnread,
            Map<Long, PendingEmail> pending,
            long last,
            long forgottenUpTo,
            long readUpTo,
            long openWindow,
            long mailedUpTo) {}

    Replies() {}

    Replies(State state) {
        newestUnread.addAll(state.newestUnread);
        pending.putAll(state.pending);
        last = state.last;
        forgottenUpTo = state.forgottenUpTo;
        readUpTo = state.readUpTo;
        openWindow = state.openWindow;
        mailedUpTo = state.mailedUpTo;
    }

    State state() {
        return new State(
                List.copyOf(newestUnread),
                Map.copyOf(pending),
                last,
                forgottenUpTo,
                readUpTo,
                openWindow,
                mailedUpTo);
    }

    boolean windowIsOpen() {
        return openWindow != NO_WINDOW;
    }

    /**
     * How many replies up to a sequence are unread.
     *
     * @param inLog counts the replies after the first and up to the second sequence, for those that
     *     are not known one by one
     */
    int unreadUpTo(long sequence, LongBinaryOperator inLog) {
        long known = newestUnread.stream().filter(reply -> reply <= sequence).count();
        long forgotten =
                readUpTo < forgottenUpTo
                        ? inLog.applyAsLong(readUpTo, Math.min(sequence, forgottenUpTo))
                        : 0;
        return Math.toIntExact(known + forgotten);
    }

    @Nullable ChatEvent decide(
            RequestReplyEmail command, Instant at, boolean archived, boolean hasAddress) {
        if (command.window() != openWindow) {
            return null;
        }
        if (archived) {
            return new ReplyEmailSkipped(
                    command.chatId(), command.by(), at, command.window(), SkipReason.ARCHIVED);
        }
        if (!hasAddress) {
            return new ReplyEmailSkipped(
                    command.chatId(), command.by(), at, command.window(), SkipReason.NO_ADDRESS);
        }
        return new ReplyEmailRequested(
                command.chatId(), command.by(), at, command.window(), firstToMail(), last);
    }

    /** Of those that are not known one by one, at least none that is to be mailed comes before. */
    private long firstToMail() {
        long done = Math.max(readUpTo, mailedUpTo);
        if (openWindow > done) {
            return openWindow;
        }
        return done < forgottenUpTo
                ? done + 1
                : newestUnread.stream().filter(reply -> reply > done).findFirst().orElse(last);
    }

    @Nullable ChatEvent decide(AttemptReplyEmail command, Instant at, boolean archived) {
        PendingEmail email = pending.get(command.window());
        if (email == null) {
            return null;
        }
        if (email.underWay) {
            return new ReplyEmailUnknown(
                    command.chatId(), command.by(), at, command.window(), email.attempt);
        }
        if (archived) {
            return new ReplyEmailSkipped(
                    command.chatId(), command.by(), at, command.window(), SkipReason.ARCHIVED);
        }
        if (email.upToSequence <= readUpTo) {
            return new ReplyEmailSkipped(
                    command.chatId(), command.by(), at, command.window(), SkipReason.READ);
        }
        return new ReplyEmailAttempted(
                command.chatId(), command.by(), at, command.window(), email.attempt + 1);
    }

    @Nullable ChatEvent decide(ConfirmReplyEmail command, Instant at) {
        return isUnderWay(command.window(), command.attempt())
                ? new ReplyEmailSent(
                        command.chatId(), command.by(), at, command.window(), command.attempt())
                : null;
    }

    @Nullable ChatEvent decide(FailReplyEmail command, Instant at) {
        return isUnderWay(command.window(), command.attempt())
                ? new ReplyEmailFailed(
                        command.chatId(),
                        command.by(),
                        at,
                        command.window(),
                        command.attempt(),
                        command.reason(),
                        command.permanent())
                : null;
    }

    void evolve(MessageSent reply) {
        last = reply.sequence();
        newestUnread.add(last);
        if (newestUnread.size() > MOST_KNOWN) {
            forgottenUpTo = newestUnread.remove();
        }
        if (reply.opensEmailWindow()) {
            openWindow = reply.sequence();
        }
    }

    void evolve(MessagesRead read) {
        readUpTo = read.upToSequence();
        newestUnread.removeIf(reply -> reply <= readUpTo);
        if (last <= Math.max(readUpTo, mailedUpTo)) {
            openWindow = NO_WINDOW;
        }
    }

    void evolve(ReplyEmailRequested requested) {
        openWindow = NO_WINDOW;
        mailedUpTo = requested.upToSequence();
        pending.put(
                requested.window(),
                new PendingEmail(requested.fromSequence(), requested.upToSequence(), 0, false));
    }

    void evolve(ReplyEmailSkipped skipped) {
        pending.remove(skipped.window());
        if (skipped.window() != openWindow) {
            return;
        }
        openWindow = NO_WINDOW;
        if (skipped.reason() == SkipReason.ARCHIVED) {
            mailedUpTo = last;
        }
    }

    void evolve(ReplyEmailAttempted attempted) {
        pending.computeIfPresent(
                attempted.window(),
                (_, email) ->
                        new PendingEmail(
                                email.fromSequence, email.upToSequence, attempted.attempt(), true));
    }

    void evolve(ReplyEmailFailed failed) {
        if (failed.permanent()) {
            ended(failed.window());
            return;
        }
        pending.computeIfPresent(
                failed.window(),
                (_, email) ->
                        new PendingEmail(
                                email.fromSequence, email.upToSequence, failed.attempt(), false));
    }

    void ended(long window) {
        pending.remove(window);
    }

    private boolean isUnderWay(long window, int attempt) {
        PendingEmail email = pending.get(window);
        return email != null && email.underWay && email.attempt == attempt;
    }
}
