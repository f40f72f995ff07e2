package chat.parley.command.chat;

import static chat.parley.api.Refusal.Reason.CHAT_ERASED;
import static chat.parley.api.Refusal.Reason.WRONG_CONFIRMATION;
import static chat.parley.command.chat.ChatTest.chatFixture;
import static chat.parley.command.chat.ChatTest.refusal;
import static chat.parley.command.chat.Chats.ADA;
import static chat.parley.command.chat.Chats.CHAT;
import static chat.parley.command.chat.Chats.MARA;
import static chat.parley.command.chat.Chats.START;
import static chat.parley.command.chat.Chats.adminSends;
import static chat.parley.command.chat.Chats.attempt;
import static chat.parley.command.chat.Chats.chatStarted;
import static chat.parley.command.chat.Chats.chatStartedWithoutAddress;
import static chat.parley.command.chat.Chats.deadlineOver;
import static chat.parley.command.chat.Chats.minute;
import static chat.parley.command.chat.Chats.startChat;
import static chat.parley.command.chat.Chats.userSends;
import static chat.parley.command.chat.Chats.userSent;

import chat.parley.api.Actor;
import chat.parley.api.ChatCommand;
import chat.parley.api.ChatCommand.Archive;
import chat.parley.api.ChatCommand.ConfirmReplyEmail;
import chat.parley.api.ChatCommand.EraseChat;
import chat.parley.api.ChatCommand.FailReplyEmail;
import chat.parley.api.ChatCommand.MarkRead;
import chat.parley.api.ChatCommand.MarkViewed;
import chat.parley.api.ChatCommand.Restore;
import chat.parley.api.ChatEvent.ChatErased;
import chat.parley.api.ChatEvent.FailReason;
import chat.parley.api.ChatEvent.UserDetailsChanged;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class ErasedChatTest {

    private static final String ID = CHAT.toString();
    private static final ChatErased ERASED = new ChatErased(CHAT, MARA, minute(5));

    @ParameterizedTest
    @ValueSource(strings = {"8b5d8a6e-5b0f-4c5e-9d3b-2f6a1c0e4d11", "ada@example.com"})
    void isConfirmedByItsIdOrTheAddressOfItsUser(String confirmation) {
        chatFixture()
                .given(chatStarted())
                .when(new EraseChat(CHAT, MARA, minute(5), confirmation))
                .expectEvents(ERASED);
    }

    @Test
    void isConfirmedByTheAddressAsItIsNow() {
        UserDetailsChanged moved =
                new UserDetailsChanged(CHAT, ADA, minute(1), "Ada", "new@example.com", minute(1));
        chatFixture()
                .given(chatStarted(), moved)
                .when(new EraseChat(CHAT, MARA, minute(5), "new@example.com"))
                .expectEvents(ERASED);
        chatFixture()
                .given(chatStarted(), moved)
                .when(new EraseChat(CHAT, MARA, minute(5), "ada@example.com"))
                .expectException(refusal(WRONG_CONFIRMATION));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "Ada", "u-1", "8B5D8A6E-5B0F-4C5E-9D3B-2F6A1C0E4D12"})
    void isNotConfirmedByAnythingElse(String confirmation) {
        chatFixture()
                .given(chatStartedWithoutAddress())
                .when(new EraseChat(CHAT, MARA, minute(5), confirmation))
                .expectException(refusal(WRONG_CONFIRMATION))
                .expectNoEvents();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8b5d8a6e-5b0f-4c5e-9d3b-2f6a1c0e4d11", "ada@example.com"})
    void isErasedOnlyOnce(String confirmation) {
        chatFixture()
                .given(chatStarted(), ERASED)
                .when(new EraseChat(CHAT, MARA, minute(6), confirmation))
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }

    @Test
    void isNeverErasedEarlierThanWhatHappenedBefore() {
        chatFixture()
                .given(chatStarted(), userSent(1, "Hi", minute(7)))
                .when(new EraseChat(CHAT, MARA, minute(5), ID))
                .expectEvents(new ChatErased(CHAT, MARA, minute(7)));
    }

    static List<ChatCommand> everythingElse() {
        return List.of(
                startChat("Ada", "ada@example.com", START),
                userSends("Hello?", minute(6)),
                adminSends("Hello?", minute(6)),
                new MarkRead(CHAT, ADA, minute(6), null),
                new MarkViewed(CHAT, MARA, minute(6), null),
                new Archive(CHAT, MARA, minute(6)),
                new Restore(CHAT, MARA, minute(6)),
                deadlineOver(1, minute(6)),
                attempt(1, minute(6)),
                new ConfirmReplyEmail(CHAT, Actor.SYSTEM, minute(6), 1, 1),
                new FailReplyEmail(CHAT, Actor.SYSTEM, minute(6), 1, 1, FailReason.REFUSED, false));
    }

    @ParameterizedTest
    @MethodSource("everythingElse")
    void refusesEverythingElseFromThenOn(ChatCommand command) {
        chatFixture()
                .given(chatStarted(), userSent(1, "Hi", START), ERASED)
                .when(command)
                .expectException(refusal(CHAT_ERASED))
                .expectNoEvents();
    }
}
