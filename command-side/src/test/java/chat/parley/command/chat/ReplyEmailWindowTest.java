package chat.parley.command.chat;

import static chat.parley.command.chat.ChatTest.chatFixture;
import static chat.parley.command.chat.Chats.ADA;
import static chat.parley.command.chat.Chats.CHAT;
import static chat.parley.command.chat.Chats.MARA;
import static chat.parley.command.chat.Chats.START;
import static chat.parley.command.chat.Chats.adminSends;
import static chat.parley.command.chat.Chats.adminSent;
import static chat.parley.command.chat.Chats.adminSentMore;
import static chat.parley.command.chat.Chats.attempt;
import static chat.parley.command.chat.Chats.chatStarted;
import static chat.parley.command.chat.Chats.chatStartedWithoutAddress;
import static chat.parley.command.chat.Chats.deadlineOver;
import static chat.parley.command.chat.Chats.minute;
import static chat.parley.command.chat.Chats.userSent;

import chat.parley.api.Actor;
import chat.parley.api.ChatCommand.ConfirmReplyEmail;
import chat.parley.api.ChatCommand.FailReplyEmail;
import chat.parley.api.ChatEvent;
import chat.parley.api.ChatEvent.ChatArchived;
import chat.parley.api.ChatEvent.FailReason;
import chat.parley.api.ChatEvent.MessagesRead;
import chat.parley.api.ChatEvent.ReplyEmailAttempted;
import chat.parley.api.ChatEvent.ReplyEmailFailed;
import chat.parley.api.ChatEvent.ReplyEmailRequested;
import chat.parley.api.ChatEvent.ReplyEmailSent;
import chat.parley.api.ChatEvent.ReplyEmailSkipped;
import chat.parley.api.ChatEvent.ReplyEmailUnknown;
import chat.parley.api.ChatEvent.SkipReason;

import org.junit.jupiter.api.Test;

import java.time.Instant;

class ReplyEmailWindowTest {

    @Test
    void anAdminsFirstUnreadMessageOpensAWindowAndLaterOnesDoNot() {
        chatFixture()
                .given(chatStarted(), userSent(1, "Hi", START))
                .when(adminSends("Hello", minute(1)))
                .expectEvents(adminSent(2, "Hello", minute(1)));
        chatFixture()
                .given(chatStarted(), adminSent(1, "Hello", START))
                .when(adminSends("Still there?", minute(1)))
                .expectEvents(adminSentMore(2, "Still there?", minute(1)));
    }

    @Test
    void theEmailHasAllThatIsUnreadWhenTheDelayIsOver() {
        chatFixture()
                .given(
                        chatStarted(),
                        adminSent(1, "One", START),
                        userSent(2, "Hm", minute(1)),
                        adminSentMore(3, "Two", minute(4)))
                .when(deadlineOver(1, minute(5)))
                .expectEvents(requested(1, 1, 3, minute(5)));
    }

    @Test
    void aMessageThatWasReadIsNotInTheEmail() {
        chatFixture()
                .given(
                        chatStarted(),
                        adminSent(1, "One", START),
                        adminSentMore(2, "Two", minute(1)),
                        new MessagesRead(CHAT, ADA, minute(2), 1))
                .when(deadlineOver(1, minute(5)))
                .expectEvents(requested(1, 2, 2, minute(5)));
    }

    @Test
    void thereIsNoEmailOnceEverythingIsRead() {
        chatFixture()
                .given(
                        chatStarted(),
                        adminSent(1, "One", START),
                        new MessagesRead(CHAT, ADA, minute(2), 1))
                .when(deadlineOver(1, minute(5)))
                .expectNoEvents();
    }

    @Test
    void theDeadlineOfAWindowThatWasReadDoesNotMailTheNextWindowEarly() {
        chatFixture()
                .given(
                        chatStarted(),
                        adminSent(1, "One", START),
                        new MessagesRead(CHAT, ADA, minute(2), 1),
                        adminSent(2, "Two", minute(4)))
                .when(deadlineOver(1, minute(5)))
                .expectNoEvents();
    }

    @Test
    void anArchivedChatGetsNoEmailAndTheWindowIsSpent() {
        chatFixture()
                .given(
                        chatStarted(),
                        adminSent(1, "One", START),
                        new ChatArchived(CHAT, MARA, minute(1)))
                .when(deadlineOver(1, minute(5)))
                .expectEvents(skipped(1, SkipReason.ARCHIVED, minute(5)));
        chatFixture()
                .given(
                        chatStarted(),
                        adminSent(1, "One", START),
                        new ChatArchived(CHAT, MARA, minute(1)),
                        skipped(1, SkipReason.ARCHIVED, minute(5)),
                        new ChatEvent.ChatRestored(CHAT, MARA, minute(6), false),
                        adminSent(2, "Two", minute(6)))
                .when(deadlineOver(2, minute(11)))
                .expectEvents(requested(2, 2, 2, minute(11)));
    }

    @Test
    void withoutAnAddressThereIsNoEmail() {
        chatFixture()
                .given(chatStartedWithoutAddress(), adminSent(1, "One", START))
                .when(deadlineOver(1, minute(5)))
                .expectEvents(skipped(1, SkipReason.NO_ADDRESS, minute(5)));
    }

    @Test
    void aLaterMessageOpensANewWindowWithOnlyWhatWasNotMailed() {
        chatFixture()
                .given(
                        chatStarted(),
                        adminSent(1, "One", START),
                        requested(1, 1, 1, minute(5)),
                        attempted(1, 1, minute(5)),
                        sent(1, 1, minute(5)))
                .when(adminSends("Two", minute(6)))
                .expectEvents(adminSent(2, "Two", minute(6)));
        chatFixture()
                .given(
                        chatStarted(),
                        adminSent(1, "One", START),
                        requested(1, 1, 1, minute(5)),
                        attempted(1, 1, minute(5)),
                        sent(1, 1, minute(5)),
                        adminSent(2, "Two", minute(6)))
                .when(deadlineOver(2, minute(11)))
                .expectEvents(requested(2, 2, 2, minute(11)));
    }

    @Test
    void aDeadlineThatFiresTwiceRequestsOneEmail() {
        chatFixture()
                .given(chatStarted(), adminSent(1, "One", START), requested(1, 1, 1, minute(5)))
                .when(deadlineOver(1, minute(5)))
                .expectNoEvents();
    }

    @Test
    void anAttemptIsStoredBeforeTheMailServerIsSpokenTo() {
        chatFixture()
                .given(chatStarted(), adminSent(1, "One", START), requested(1, 1, 1, minute(5)))
                .when(attempt(1, minute(5)))
                .expectEvents(attempted(1, 1, minute(5)));
    }

    @Test
    void anAttemptWithoutAnOutcomeIsRecordedAsUnknownAndNeverRepeated() {
        chatFixture()
                .given(
                        chatStarted(),
                        adminSent(1, "One", START),
                        requested(1, 1, 1, minute(5)),
                        attempted(1, 1, minute(5)))
                .when(attempt(1, minute(6)))
                .expectEvents(new ReplyEmailUnknown(CHAT, Actor.SYSTEM, minute(6), 1, 1));
        chatFixture()
                .given(
                        chatStarted(),
                        adminSent(1, "One", START),
                        requested(1, 1, 1, minute(5)),
                        attempted(1, 1, minute(5)),
                        new ReplyEmailUnknown(CHAT, Actor.SYSTEM, minute(6), 1, 1))
                .when(attempt(1, minute(7)))
                .expectNoEvents();
    }

    @Test
    void aRefusedEmailIsTriedAgainWhileItIsUnread() {
        chatFixture()
                .given(
                        chatStarted(),
                        adminSent(1, "One", START),
                        requested(1, 1, 1, minute(5)),
                        attempted(1, 1, minute(5)),
                        failed(1, 1, false, minute(5)))
                .when(attempt(1, minute(6)))
                .expectEvents(attempted(1, 2, minute(6)));
        chatFixture()
                .given(
                        chatStarted(),
                        adminSent(1, "One", START),
                        requested(1, 1, 1, minute(5)),
                        attempted(1, 1, minute(5)),
                        failed(1, 1, false, minute(5)),
                        new MessagesRead(CHAT, ADA, minute(5), 1))
                .when(attempt(1, minute(6)))
                .expectEvents(skipped(1, SkipReason.READ, minute(6)));
    }

    @Test
    void anEmailThatWasGivenUpIsNotTriedAgain() {
        chatFixture()
                .given(
                        chatStarted(),
                        adminSent(1, "One", START),
                        requested(1, 1, 1, minute(5)),
                        attempted(1, 1, minute(5)),
                        failed(1, 1, true, minute(5)))
                .when(attempt(1, minute(6)))
                .expectNoEvents();
    }

    @Test
    void theOutcomeOfAnAttemptIsRecordedOnce() {
        chatFixture()
                .given(
                        chatStarted(),
                        adminSent(1, "One", START),
                        requested(1, 1, 1, minute(5)),
                        attempted(1, 1, minute(5)))
                .when(new ConfirmReplyEmail(CHAT, Actor.SYSTEM, minute(6), 1, 1))
                .expectEvents(sent(1, 1, minute(6)));
        chatFixture()
                .given(
                        chatStarted(),
                        adminSent(1, "One", START),
                        requested(1, 1, 1, minute(5)),
                        attempted(1, 1, minute(5)),
                        sent(1, 1, minute(6)))
                .when(
                        new FailReplyEmail(
                                CHAT, Actor.SYSTEM, minute(7), 1, 1, FailReason.REFUSED, false))
                .expectNoEvents();
    }

    private static ReplyEmailRequested requested(long window, long from, long upTo, Instant at) {
        return new ReplyEmailRequested(CHAT, Actor.SYSTEM, at, window, from, upTo);
    }

    private static ReplyEmailSkipped skipped(long window, SkipReason reason, Instant at) {
        return new ReplyEmailSkipped(CHAT, Actor.SYSTEM, at, window, reason);
    }

    private static ReplyEmailAttempted attempted(long window, int attempt, Instant at) {
        return new ReplyEmailAttempted(CHAT, Actor.SYSTEM, at, window, attempt);
    }

    private static ReplyEmailSent sent(long window, int attempt, Instant at) {
        return new ReplyEmailSent(CHAT, Actor.SYSTEM, at, window, attempt);
    }

    private static ReplyEmailFailed failed(
            long window, int attempt, boolean permanent, Instant at) {
        return new ReplyEmailFailed(
                CHAT, Actor.SYSTEM, at, window, attempt, FailReason.REFUSED, permanent);
    }
}
