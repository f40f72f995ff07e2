package chat.parley.command.chat;

import com.github.benmanes.caffeine.cache.Caffeine;

import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;
import org.jspecify.annotations.Nullable;

import java.util.function.UnaryOperator;

/**
 * Keeps the chats that are in use in memory, so that a command need not read their events again. It
 * is tidied up in passing, which is less work than to wake a thread that does it.
 */
final class ChatCache implements Cache {

    private final com.github.benmanes.caffeine.cache.Cache<Object, Object> chats;

    ChatCache(long maximumChats) {
        chats = Caffeine.newBuilder().maximumSize(maximumChats).executor(Runnable::run).build();
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as Axon declares it
    public <K, V> @Nullable V get(K key) {
        return (V) chats.getIfPresent(key);
    }

    @Override
    public void put(Object key, Object value) {
        chats.put(key, value);
    }

    @Override
    public boolean putIfAbsent(Object key, Object value) {
        return chats.asMap().putIfAbsent(key, value) == null;
    }

    @Override
    public boolean remove(Object key) {
        return chats.asMap().remove(key) != null;
    }

    @Override
    public void removeAll() {
        chats.invalidateAll();
    }

    @Override
    public boolean containsKey(Object key) {
        return chats.asMap().containsKey(key);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <V> void computeIfPresent(Object key, UnaryOperator<V> update) {
        chats.asMap().computeIfPresent(key, (_, value) -> update.apply((V) value));
    }

    /** Nobody in Axon listens to a cache of aggregates, so there is nothing to tell. */
    @Override
    public Registration registerCacheEntryListener(EntryListener listener) {
        return () -> true;
    }
}
