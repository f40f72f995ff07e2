package chat.parley.query;

import chat.parley.api.Actor;
import chat.parley.api.ChatEvent;
import chat.parley.api.ChatEvent.ChatArchived;
import chat.parley.api.ChatEvent.ChatErased;
import chat.parley.api.ChatEvent.ChatRestored;
import chat.parley.api.ChatEvent.ChatStarted;
import chat.parley.api.ChatEvent.ChatViewed;
import chat.parley.api.ChatEvent.MessageSent;
import chat.parley.api.ChatEvent.MessagesRead;
import chat.parley.api.ChatEvent.UserDetailsChanged;
import chat.parley.api.ChatId;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Plausible histories of a few chats, each different, each repeatable by its seed. The person of
 * the last of several chats is erased after a while, which ends that chat.
 */
public final class RandomChats {

    private static final Actor ADMIN =
            Actor.admin(
                    UUID.fromString("0b8f9a2c-7d41-4c1e-8a57-5b1d2c3e4f60"),
                    "Mara",
                    "mara@example.com");

    private final Random random;
    private final List<ChatId> chats;
    private final Map<ChatId, Long> lastSequence = new HashMap<>();

    /** Nobody unsees a message. */
    private final Map<ChatId, Long> seen = new HashMap<>();

    private int eventsBeforeErasure = 40;
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");

    public RandomChats(long seed, int chats) {
        random = new Random(seed);
        this.chats =
                Stream.generate(() -> new ChatId(new UUID(random.nextLong(), random.nextLong())))
                        .limit(chats)
                        .toList();
    }

    public List<ChatId> chats() {
        return chats;
    }

    /** What happens next, in one of the chats. */
    public ChatEvent next() {
        boolean lastIsOver = eventsBeforeErasure < 0;
        ChatId chat = chats.get(random.nextInt(lastIsOver ? chats.size() - 1 : chats.size()));
        Actor user = Actor.user(chat, "Ada", "ada@example.com");
        // Now and then several things happen in the same millisecond.
        now = now.plusMillis(random.nextBoolean() ? random.nextInt(2_000) : random.nextInt(2));
        Long last = lastSequence.putIfAbsent(chat, 0L);
        if (last == null) {
            return new ChatStarted(chat, user, now, "host-" + chat, "Ada", "ada@example.com", now);
        }
        boolean canBeErased = chats.size() > 1 && chat.equals(chats.getLast());
        if (canBeErased && --eventsBeforeErasure < 0) {
            return new ChatErased(chat, ADMIN, now);
        }
        long seen = random.nextLong(this.seen.getOrDefault(chat, 0L), last + 1);
        return switch (random.nextInt(10)) {
            case 0 -> new ChatArchived(chat, ADMIN, now);
            case 1 -> new ChatRestored(chat, ADMIN, now, false);
            case 2 -> new MessagesRead(chat, user, now, saw(chat, seen));
            case 3 -> new ChatViewed(chat, ADMIN, now, saw(chat, seen));
            case 4 -> new UserDetailsChanged(chat, user, now, "Ada " + seen, null, now);
            default -> {
                lastSequence.put(chat, last + 1);
                yield new MessageSent(
                        chat,
                        random.nextBoolean() ? user : ADMIN,
                        now,
                        new UUID(random.nextLong(), random.nextLong()),
                        last + 1,
                        "Message " + (last + 1) + " about order " + random.nextInt(100),
                        new UUID(random.nextLong(), random.nextLong()),
                        false);
            }
        };
    }

    private long saw(ChatId chat, long upTo) {
        seen.put(chat, upTo);
        return upTo;
    }
}
