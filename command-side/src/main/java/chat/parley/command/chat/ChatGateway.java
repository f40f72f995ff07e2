package chat.parley.command.chat;

import chat.parley.api.ChatCommand;
import chat.parley.api.ChatCommand.EraseChat;
import chat.parley.api.ChatCommand.SendMessage;
import chat.parley.api.ChatEvent;
import chat.parley.api.ChatEvent.MessageSent;
import chat.parley.api.Refusal;
import chat.parley.command.Conflicts;
import chat.parley.log.DuplicateMessage;
import chat.parley.log.UnreadableEvent;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * The way to the chats. A call returns once the decision and everything it caused is durable, on
 * the caller's thread, so a caller that sends one command after another keeps their order, retries
 * included.
 */
public final class ChatGateway {

    private final CommandBus commands;
    private final UnreadableChats unreadableChats;

    ChatGateway(CommandBus commands, UnreadableChats unreadableChats) {
        this.commands = commands;
        this.unreadableChats = unreadableChats;
    }

    /**
     * What became of a message.
     *
     * @param repeated whether this very message was stored by an earlier command
     */
    public record Sent(MessageSent message, boolean repeated) {}

    /**
     * Sends a message. A repeat of the same message by the same sender is answered with what is
     * stored.
     *
     * @throws Refusal if there is no such chat, the content is invalid, or the client message id
     *     belongs to another message
     */
    public Sent send(SendMessage command) {
        try {
            return new Sent(this.<MessageSent>dispatch(command), false);
        } catch (DuplicateMessage duplicate) {
            if (duplicate.stored().event() instanceof MessageSent stored
                    && isRepeatOf(command, stored)) {
                return new Sent(stored, true);
            }
            throw new Refusal(
                    Refusal.Reason.CLIENT_MESSAGE_ID_TAKEN,
                    "client_message_id",
                    "Another message has this client_message_id.");
        }
    }

    /**
     * @throws Refusal if there is no such chat, or the sequence is negative or beyond the newest
     *     message
     */
    public MarkedRead send(ChatCommand.MarkRead command) {
        return dispatch(command);
    }

    /**
     * Ends a chat, one that cannot be loaded too.
     *
     * @throws Refusal if there is no such chat, or the confirmation is another one
     */
    public void send(EraseChat command) {
        try {
            dispatch(command);
        } catch (UnreadableEvent poison) {
            unreadableChats.erase(command);
        }
    }

    /**
     * Sends a command whose answer is the event that followed.
     *
     * @return null if there was nothing to do
     * @throws Refusal if there is no such chat, or a rule says no
     */
    public @Nullable ChatEvent send(ChatCommand command) {
        return dispatch(command);
    }

    /** If another node was faster, the chat is loaded anew and decides again. */
    @SuppressWarnings("TypeParameterUnusedInFormals") // see dispatchOnce
    private <R extends @Nullable Object> R dispatch(ChatCommand command) {
        try {
            return Conflicts.<R>tryingAgain(() -> dispatchOnce(command));
        } catch (AggregateNotFoundException missing) {
            throw new Refusal(Refusal.Reason.NO_SUCH_CHAT, null, "There is no such chat.");
        }
    }

    /** Which command has which answer is said by the handlers in {@code Chat}. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private <R extends @Nullable Object> R dispatchOnce(ChatCommand command) {
        FutureCallback<ChatCommand, R> answer = new FutureCallback<>();
        commands.dispatch(new GenericCommandMessage<>(command), answer);
        CommandResultMessage<? extends R> result = answer.getResult();
        if (result.isExceptional()) {
            throw unchecked(result.exceptionResult());
        }
        return result.getPayload();
    }

    private static RuntimeException unchecked(Throwable failure) {
        return switch (failure) {
            case RuntimeException exception -> exception;
            case Error error -> throw error;
            default -> new IllegalStateException(failure);
        };
    }

    private static boolean isRepeatOf(SendMessage command, MessageSent stored) {
        return stored.by().type() == command.by().type()
                && stored.by().id().equals(command.by().id())
                && MessageContent.of(command.content()).equals(stored.content());
    }
}
