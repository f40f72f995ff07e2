package chat.parley.command.chat;

import static chat.parley.api.Refusal.Reason.CHAT_ERASED;
import static chat.parley.api.Refusal.Reason.INVALID_SEQUENCE;
import static chat.parley.api.Refusal.Reason.WRONG_CONFIRMATION;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.getVersion;

import chat.parley.api.Actor;
import chat.parley.api.ChatCommand;
import chat.parley.api.ChatCommand.Archive;
import chat.parley.api.ChatCommand.AttemptReplyEmail;
import chat.parley.api.ChatCommand.ConfirmReplyEmail;
import chat.parley.api.ChatCommand.EraseChat;
import chat.parley.api.ChatCommand.FailReplyEmail;
import chat.parley.api.ChatCommand.MarkRead;
import chat.parley.api.ChatCommand.MarkViewed;
import chat.parley.api.ChatCommand.RequestReplyEmail;
import chat.parley.api.ChatCommand.Restore;
import chat.parley.api.ChatCommand.SendMessage;
import chat.parley.api.ChatCommand.StartChat;
import chat.parley.api.ChatEvent;
import chat.parley.api.ChatEvent.ChatArchived;
import chat.parley.api.ChatEvent.ChatErased;
import chat.parley.api.ChatEvent.ChatRestored;
import chat.parley.api.ChatEvent.ChatStarted;
import chat.parley.api.ChatEvent.ChatViewed;
import chat.parley.api.ChatEvent.MessageSent;
import chat.parley.api.ChatEvent.MessagesRead;
import chat.parley.api.ChatEvent.ReplyEmailAttempted;
import chat.parley.api.ChatEvent.ReplyEmailFailed;
import chat.parley.api.ChatEvent.ReplyEmailRequested;
import chat.parley.api.ChatEvent.ReplyEmailSent;
import chat.parley.api.ChatEvent.ReplyEmailSkipped;
import chat.parley.api.ChatEvent.ReplyEmailUnknown;
import chat.parley.api.ChatEvent.UserDetailsChanged;
import chat.parley.api.ChatId;
import chat.parley.api.Refusal;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.Message;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CommandHandlerInterceptor;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * The one chat of a user. {@code decide} checks a command and applies what follows from it; {@code
 * evolve} only assigns. What the state remembers is what some rule asks for, no more.
 */
@Aggregate(cache = "chatCache", commandTargetResolver = "chatTargets", lockFactory = "chatLocks")
class Chat {

    @AggregateIdentifier private @Nullable ChatId id;
    private @Nullable String name;
    private @Nullable String email;
    private Instant nameAsOf = Instant.MIN;
    private Instant emailAsOf = Instant.MIN;
    private Instant lastEventAt = Instant.MIN;
    private @Nullable Instant lastReadAt;
    private boolean archived;
    private boolean erased;
    private long lastSequence;
    private long lastUserSequence;
    private long viewedUpTo;
    private long detailsSequence;
    private final Replies replies;

    /** For Axon, which then replays the chat's events. */
    Chat() {
        replies = new Replies();
    }

    /**
     * From a snapshot.
     *
     * @param details the event that holds the user's newest details
     */
    Chat(ChatId id, ChatState state, ChatEvent details) {
        this.id = id;
        assignDetails(details, state.detailsSequence());
        nameAsOf = state.nameAsOf();
        emailAsOf = state.emailAsOf();
        lastEventAt = state.lastEventAt();
        lastReadAt = state.lastReadAt();
        archived = state.archived();
        lastSequence = state.lastSequence();
        lastUserSequence = state.lastUserSequence();
        viewedUpTo = state.viewedUpTo();
        replies = new Replies(state.replies());
    }

    ChatState state() {
        return new ChatState(
                detailsSequence,
                nameAsOf,
                emailAsOf,
                lastEventAt,
                lastReadAt,
                archived,
                lastSequence,
                lastUserSequence,
                viewedUpTo,
                replies.state());
    }

    /**
     * A command that ended without an event, or in a refusal, was perhaps decided on a state that
     * another node has moved on from: versions are checked only when something is appended. Then it
     * is decided again.
     */
    @CommandHandlerInterceptor
    @Nullable Object decideOnTheNewestState(
            ChatCommand command, InterceptorChain chain, EventStore log, ChatSnapshots snapshots)
            throws Exception {
        Long version = getVersion();
        Object result = null;
        Refusal refusal = null;
        try {
            requireThatItGoesOn(command);
            result = chain.proceed();
        } catch (Refusal refused) {
            refusal = refused;
        }
        Long newVersion = getVersion();
        boolean nothingHappened = Objects.equals(version, newVersion);
        if (nothingHappened
                && !log.lastSequenceNumberFor(command.chatId().toString())
                        .equals(Optional.ofNullable(version))) {
            throw new ConcurrencyException(
                    "The chat was decided on a state that is no longer its newest.");
        }
        if (refusal != null) {
            throw refusal;
        }
        if (!erased
                && version != null
                && newVersion != null
                && ChatSnapshots.isDue(version, newVersion)) {
            snapshots.offer(command.chatId(), newVersion, state());
        }
        return result;
    }

    private void requireThatItGoesOn(ChatCommand command) {
        if (erased && !(command instanceof EraseChat)) {
            throw new Refusal(CHAT_ERASED, null, "This person was erased; the chat is over.");
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(StartChat command) {
        if (id == null) {
            apply(
                    new ChatStarted(
                            command.chatId(),
                            command.by(),
                            command.at(),
                            command.userId(),
                            command.name(),
                            command.email(),
                            command.detailsAsOf()));
            return;
        }
        String newName = newest(command.name(), command.detailsAsOf(), name, nameAsOf);
        String newEmail = newest(command.email(), command.detailsAsOf(), email, emailAsOf);
        if (!Objects.equals(newName, name) || !Objects.equals(newEmail, email)) {
            apply(
                    new UserDetailsChanged(
                            command.chatId(),
                            command.by(),
                            timeOf(command),
                            newName,
                            newEmail,
                            command.detailsAsOf()));
        }
    }

    /** What is not said changes nothing, nor does what was said earlier. */
    private static @Nullable String newest(
            @Nullable String said, Instant asOf, @Nullable String known, Instant knownAsOf) {
        return said == null || asOf.isBefore(knownAsOf) ? known : said;
    }

    @CommandHandler
    MessageSent decide(SendMessage command) {
        String content = MessageContent.of(command.content());
        boolean fromAdmin = command.by().type() == Actor.Type.ADMIN;
        if (archived && !fromAdmin) {
            apply(new ChatRestored(command.chatId(), by(command), timeOf(command), true));
        }
        MessageSent sent =
                new MessageSent(
                        command.chatId(),
                        by(command),
                        timeOf(command),
                        UUID.nameUUIDFromBytes(idSource(command)),
                        lastSequence + 1,
                        content,
                        command.clientMessageId(),
                        fromAdmin && !replies.windowIsOpen());
        apply(sent);
        return sent;
    }

    /**
     * @return what became read; no event if nothing did
     * @throws Refusal if the sequence is negative or beyond the newest message
     */
    @CommandHandler
    MarkedRead decide(MarkRead command, EventStore log) {
        long upTo = upTo(command.upToSequence());
        int marked =
                replies.unreadUpTo(
                        upTo, (after, last) -> countReplies(log, command.chatId(), after, last));
        if (marked == 0) {
            return new MarkedRead(lastReadAt == null ? timeOf(command) : lastReadAt, 0);
        }
        apply(new MessagesRead(command.chatId(), by(command), timeOf(command), upTo));
        return new MarkedRead(lastEventAt, marked);
    }

    /**
     * @throws Refusal if the sequence is negative or beyond the newest message
     */
    @CommandHandler
    void decide(MarkViewed command) {
        long upTo = upTo(command.upToSequence());
        if (upTo > viewedUpTo && lastUserSequence > viewedUpTo) {
            apply(new ChatViewed(command.chatId(), by(command), timeOf(command), upTo));
        }
    }

    @CommandHandler
    void decide(Archive command) {
        if (!archived) {
            apply(new ChatArchived(command.chatId(), by(command), timeOf(command)));
        }
    }

    @CommandHandler
    void decide(Restore command) {
        if (archived) {
            apply(new ChatRestored(command.chatId(), by(command), timeOf(command), false));
        }
    }

    /**
     * Once is enough: after that nobody knows any more what would have to be confirmed.
     *
     * @throws Refusal if the confirmation is neither the chat's id nor the user's e-mail address
     */
    @CommandHandler
    void decide(EraseChat command) {
        if (erased) {
            return;
        }
        requireConfirmation(command, email);
        apply(new ChatErased(command.chatId(), by(command), timeOf(command)));
    }

    static void requireConfirmation(EraseChat command, @Nullable String email) {
        String confirmation = command.confirmation();
        if (!confirmation.equals(command.chatId().toString()) && !confirmation.equals(email)) {
            throw new Refusal(
                    WRONG_CONFIRMATION,
                    "confirm",
                    "This is neither the chat's id nor the user's e-mail address.");
        }
    }

    /**
     * @return the request, or why there is none; null if the window is closed already
     */
    @CommandHandler
    @Nullable ChatEvent decide(RequestReplyEmail command) {
        return applied(replies.decide(command, timeOf(command), archived, email != null));
    }

    /**
     * @return the attempt that may be made now, or why there is none; null if nothing is left to do
     */
    @CommandHandler
    @Nullable ChatEvent decide(AttemptReplyEmail command) {
        return applied(replies.decide(command, timeOf(command), archived));
    }

    @CommandHandler
    @Nullable ChatEvent decide(ConfirmReplyEmail command) {
        return applied(replies.decide(command, timeOf(command)));
    }

    @CommandHandler
    @Nullable ChatEvent decide(FailReplyEmail command) {
        return applied(replies.decide(command, timeOf(command)));
    }

    @EventSourcingHandler
    void evolve(ChatEvent event, @SequenceNumber long sequence) {
        lastEventAt = event.at();
        switch (event) {
            case ChatStarted started -> {
                id = started.chatId();
                assignDetails(started, sequence);
            }
            case UserDetailsChanged changed -> assignDetails(changed, sequence);
            case MessageSent sent -> {
                lastSequence = sent.sequence();
                if (sent.by().type() == Actor.Type.ADMIN) {
                    replies.evolve(sent);
                } else {
                    lastUserSequence = sent.sequence();
                }
            }
            case MessagesRead read -> {
                lastReadAt = read.at();
                replies.evolve(read);
            }
            case ChatViewed viewed -> viewedUpTo = viewed.upToSequence();
            case ChatArchived _ -> archived = true;
            case ChatRestored _ -> archived = false;
            case ReplyEmailRequested requested -> replies.evolve(requested);
            case ReplyEmailSkipped skipped -> replies.evolve(skipped);
            case ReplyEmailAttempted attempted -> replies.evolve(attempted);
            case ReplyEmailSent sent -> replies.ended(sent.window());
            case ReplyEmailUnknown unknown -> replies.ended(unknown.window());
            case ReplyEmailFailed failed -> replies.evolve(failed);
            case ChatErased _ -> {
                erased = true;
                name = null;
                email = null;
            }
        }
    }

    private void assignDetails(ChatEvent details, long sequence) {
        detailsSequence = sequence;
        if (details instanceof ChatStarted started) {
            assignDetails(started.name(), started.email(), started.detailsAsOf());
        } else if (details instanceof UserDetailsChanged changed) {
            assignDetails(changed.name(), changed.email(), changed.detailsAsOf());
        }
    }

    private void assignDetails(@Nullable String newName, @Nullable String newEmail, Instant asOf) {
        if (!Objects.equals(newName, name)) {
            name = newName;
            nameAsOf = asOf;
        }
        if (!Objects.equals(newEmail, email)) {
            email = newEmail;
            emailAsOf = asOf;
        }
    }

    /** A message comes no earlier in the stream than among the messages. */
    private static long countReplies(EventStore log, ChatId chat, long after, long last) {
        return log.readEvents(chat.toString(), after)
                .asStream()
                .map(Message::getPayload)
                .takeWhile(event -> !(event instanceof MessageSent sent) || sent.sequence() <= last)
                .filter(event ->
                        event instanceof MessageSent sent
                                && sent.by().type() == Actor.Type.ADMIN
                                && sent.sequence() > after)
                .count();
    }

    private long upTo(@Nullable Long asked) {
        if (asked == null) {
            return lastSequence;
        }
        if (asked < 0 || asked > lastSequence) {
            throw new Refusal(
                    INVALID_SEQUENCE,
                    "up_to_sequence",
                    "There is no message with this sequence yet.");
        }
        return asked;
    }

    /** A token may leave out what the host said earlier; messages show what is known. */
    private Actor by(ChatCommand command) {
        return command.by().type() == Actor.Type.USER
                ? Actor.user(command.chatId(), name, email)
                : command.by();
    }

    /** Clocks of nodes differ; within a chat time never runs back. */
    private Instant timeOf(ChatCommand command) {
        return command.at().isBefore(lastEventAt) ? lastEventAt : command.at();
    }

    private static @Nullable ChatEvent applied(@Nullable ChatEvent event) {
        if (event != null) {
            apply(event);
        }
        return event;
    }

    /**
     * The message's id follows from what is unique about it, so that deciding again gives the same
     * id.
     */
    private static byte[] idSource(SendMessage command) {
        return (command.chatId() + "/" + command.clientMessageId())
                .getBytes(StandardCharsets.UTF_8);
    }
}
