package chat.parley.web.identity;

import chat.parley.api.ChatId;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the chat of a user: the first one that was not erased. A token of before an erasure does
 * not lead beyond it.
 */
public final class UserChats {

    /** As long as a token lives: then none of before the erasure is left. */
    private static final Duration WITHOUT_ISSUE_TIME = Duration.ofHours(24);

    private static final long REMEMBERED = 10_000;

    private final ChatIds ids;
    private final Function<ChatId, Optional<Instant>> erasures;

    /** What was erased stays so; what was not is asked for each time, for it may be by now. */
    private final Cache<ChatId, Instant> erased =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /**
     * @param erasures when a chat was erased, as the log knows it this very moment
     */
    public UserChats(ChatIds ids, Function<ChatId, Optional<Instant>> erasures) {
        this.ids = ids;
        this.erasures = erasures;
    }

    /**
     * The chat that a token leads to.
     *
     * @param issuedAt when the token was issued, null if it does not say
     * @throws InvalidToken if the person was erased since
     */
    ChatId find(String userId, @Nullable Instant issuedAt, Instant now) {
        for (int generation = 0; ; generation++) {
            ChatId chat = ids.of(userId, generation);
            Instant erasedAt = erasedAt(chat);
            if (erasedAt == null) {
                return chat;
            }
            boolean isOlder =
                    issuedAt == null
                            ? now.isBefore(erasedAt.plus(WITHOUT_ISSUE_TIME))
                            : issuedAt.isBefore(erasedAt);
            if (isOlder) {
                throw InvalidToken.personErased();
            }
        }
    }

    private @Nullable Instant erasedAt(ChatId chat) {
        Instant known = erased.getIfPresent(chat);
        if (known != null) {
            return known;
        }
        Optional<Instant> found = erasures.apply(chat);
        found.ifPresent(at -> erased.put(chat, at));
        return found.orElse(null);
    }
}
