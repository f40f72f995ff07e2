package chat.parley.command.chat;

import chat.parley.api.ChatCommand.EraseChat;
import chat.parley.api.ChatEvent.ChatErased;
import chat.parley.api.ChatEvent.ChatStarted;
import chat.parley.api.ChatEvent.UserDetailsChanged;
import chat.parley.api.Refusal;
import chat.parley.log.ChainedEvent;
import chat.parley.log.EventLog;

import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * Chats that cannot be loaded, since one of their events cannot be read. Nothing can be decided in
 * them any more, but their persons can be forgotten all the same.
 */
final class UnreadableChats {

    private final EventLog log;
    private final EventStorageEngine engine;

    UnreadableChats(EventLog log, EventStorageEngine engine) {
        this.log = log;
        this.engine = engine;
    }

    /**
     * Decides as {@link Chat} does, on what can be read.
     *
     * @throws Refusal if the confirmation is neither the chat's id nor the user's e-mail address
     */
    void erase(EraseChat command) {
        List<ChainedEvent> history = log.readHistory(command.chatId(), 0, Integer.MAX_VALUE);
        ChainedEvent last = history.getLast();
        if (last.event() instanceof ChatErased) {
            return;
        }
        Chat.requireConfirmation(command, emailIn(history));
        Instant at = command.at().isBefore(last.at()) ? last.at() : command.at();
        engine.appendEvents(
                List.of(
                        new GenericDomainEventMessage<>(
                                "Chat",
                                command.chatId().toString(),
                                last.sequence() + 1,
                                new ChatErased(command.chatId(), command.by(), at))));
    }

    private static @Nullable String emailIn(List<ChainedEvent> history) {
        String email = null;
        for (ChainedEvent chained : history) {
            if (chained.event() instanceof ChatStarted started) {
                email = started.email();
            } else if (chained.event() instanceof UserDetailsChanged changed) {
                email = changed.email();
            }
        }
        return email;
    }
}
