package chat.parley.web.chat;

import chat.parley.api.Actor;
import chat.parley.api.ChatCommand.Archive;
import chat.parley.api.ChatCommand.MarkRead;
import chat.parley.api.ChatCommand.MarkViewed;
import chat.parley.api.ChatCommand.Restore;
import chat.parley.api.ChatCommand.SendMessage;
import chat.parley.api.ChatCommand.StartChat;
import chat.parley.api.ChatId;
import chat.parley.api.MessageView;
import chat.parley.command.chat.ChatGateway;
import chat.parley.command.chat.MarkedRead;
import chat.parley.command.erasure.NodeMemory;
import chat.parley.query.conversation.Conversations;
import chat.parley.query.readmodel.ReadModels;
import chat.parley.web.identity.UserPrincipal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Sends through the {@link ChatGateway}, within the {@link SendLimits}. */
@Component
final class GatewayChatCommands implements ChatCommands, NodeMemory {

    private final ChatGateway gateway;
    private final SendLimits limits;
    private final Conversations conversations;
    private final ReadModels readModels;
    private final Clock clock;

    /** What was last told of whom, so that not every request asks the chat for what it knows. */
    private final Cache<ChatId, UserPrincipal> started =
            Caffeine.newBuilder()
                    .maximumSize(100_000)
                    .expireAfterWrite(Duration.ofHours(1))
                    .build();

    GatewayChatCommands(
            ChatGateway gateway,
            SendLimits limits,
            Conversations conversations,
            ReadModels readModels,
            Clock clock) {
        this.gateway = gateway;
        this.limits = limits;
        this.conversations = conversations;
        this.readModels = readModels;
        this.clock = clock;
    }

    @Override
    public void start(UserPrincipal user) {
        // Without an issue time the token that arrives last counts, so each one has to be told.
        boolean known = user.issuedAt() != null && user.equals(started.getIfPresent(user.chatId()));
        if (known) {
            return;
        }
        Instant now = clock.instant();
        Instant issuedAt = user.issuedAt();
        gateway.send(
                new StartChat(
                        user.chatId(),
                        user.actor(),
                        now,
                        user.userId(),
                        user.name(),
                        user.email(),
                        issuedAt == null ? now : issuedAt));
        started.put(user.chatId(), user);
    }

    @Override
    public void forget(ChatId chat) {
        started.invalidate(chat);
    }

    @Override
    public Sent send(Actor by, ChatId chatId, @Nullable String content, UUID clientMessageId) {
        limits.take(by);
        ChatGateway.Sent sent =
                gateway.send(
                        new SendMessage(chatId, by, clock.instant(), content, clientMessageId));
        MessageView message = MessageView.of(sent.message());
        return sent.repeated()
                ? new Sent(asItStands(chatId, message), true)
                : new Sent(message, false);
    }

    /** A message that was stored earlier may have been read since. */
    private MessageView asItStands(ChatId chatId, MessageView message) {
        readModels.awaitNewest("conversation");
        return conversations.message(chatId, message.sequence()).orElse(message);
    }

    @Override
    public Marked markRead(Actor by, ChatId chatId, @Nullable Long upToSequence) {
        MarkedRead read = gateway.send(new MarkRead(chatId, by, clock.instant(), upToSequence));
        return new Marked(read.at(), read.marked());
    }

    @Override
    public void markViewed(Actor by, ChatId chatId, @Nullable Long upToSequence) {
        gateway.send(new MarkViewed(chatId, by, clock.instant(), upToSequence));
    }

    @Override
    public void archive(Actor by, ChatId chatId) {
        gateway.send(new Archive(chatId, by, clock.instant()));
    }

    @Override
    public void restore(Actor by, ChatId chatId) {
        gateway.send(new Restore(chatId, by, clock.instant()));
    }
}
