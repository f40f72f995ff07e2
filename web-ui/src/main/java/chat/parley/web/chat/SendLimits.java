package chat.parley.web.chat;

import chat.parley.api.Actor;
import chat.parley.web.problem.RateLimited;
import chat.parley.web.settings.ParleySettings;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.function.Supplier;

/** How fast one person may send, on this node. */
@Component
final class SendLimits {

    private final ParleySettings.Limits limits;

    /**
     * A bucket that was left alone for so long is full again, so it can be forgotten; which is done
     * in passing, for it is less work than to wake a thread that does it.
     */
    private final Cache<String, Bucket> buckets;

    SendLimits(ParleySettings settings) {
        limits = settings.limits();
        buckets =
                Caffeine.newBuilder()
                        .expireAfterAccess(timeToFill())
                        .executor(Runnable::run)
                        .build();
    }

    /**
     * Counts a message.
     *
     * @throws RateLimited if it is one too many
     */
    void take(Actor by) {
        Supplier<Bucket> newBucket =
                by.type() == Actor.Type.ADMIN
                        ? () -> bucket(limits.adminMessagesBurst(), limits.adminMessagesPerSecond())
                        : () -> bucket(limits.userMessagesBurst(), limits.userMessagesPerSecond());
        ConsumptionProbe probe =
                buckets.get(by.type() + by.id(), _ -> newBucket.get())
                        .tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw new RateLimited(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }

    private static Bucket bucket(int burst, int perSecond) {
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build();
    }

    private Duration timeToFill() {
        long user = limits.userMessagesBurst() / limits.userMessagesPerSecond();
        long admin = limits.adminMessagesBurst() / limits.adminMessagesPerSecond();
        return Duration.ofSeconds(Math.max(user, admin) + 1);
    }
}
