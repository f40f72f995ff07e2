package chat.parley.command.erasure;

import chat.parley.api.Actor;
import chat.parley.api.ChatCommand.EraseChat;
import chat.parley.api.ChatId;
import chat.parley.api.Refusal;
import chat.parley.command.chat.ChatGateway;
import chat.parley.log.EventLog;
import chat.parley.log.LogFollower;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Forgets persons, and says when that is done. */
public final class Erasures {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ChatGateway chats;
    private final EventLog log;
    private final LogFollower follower;
    private final ErasureRecords records;
    private final Clock clock;

    Erasures(
            ChatGateway chats,
            EventLog log,
            LogFollower follower,
            ErasureRecords records,
            Clock clock) {
        this.chats = chats;
        this.log = log;
        this.follower = follower;
        this.records = records;
        this.clock = clock;
    }

    /**
     * Forgets the person of a chat; again is no error and changes nothing. When this returns it is
     * durable that it will be done, and as a rule the log holds nothing personal any more: that is
     * waited for, but for two seconds at most.
     *
     * @param confirmation the chat's id, or the user's e-mail address
     * @throws Refusal if there is no such chat, or the confirmation is another one
     */
    public void erase(ChatId chat, Actor by, String confirmation) {
        chats.send(new EraseChat(chat, by, clock.instant(), confirmation));
        try {
            boolean _ = follower.awaitPosition(log.head(), PATIENCE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The certificate of an erasure; empty until all is done.
     *
     * @param issue makes it, if this is the first time that somebody asks for it
     */
    public Optional<String> certificate(ChatId chat, Function<Erasure, String> issue) {
        Optional<String> kept = records.certificate(chat);
        if (kept.isPresent()) {
            return kept;
        }
        // Of several that are made at once, the first that is kept is the one.
        records.complete(chat).ifPresent(erasure -> records.keep(chat, issue.apply(erasure)));
        return records.certificate(chat);
    }
}
