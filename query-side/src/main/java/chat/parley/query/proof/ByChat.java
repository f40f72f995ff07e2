package chat.parley.query.proof;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/** Hands out what is sorted by chat, the things of one chat at a time. */
final class ByChat<T> {

    private final Iterator<T> things;
    private final Function<T, String> chatOf;
    private @Nullable T next;

    ByChat(Iterator<T> things, Function<T, String> chatOf) {
        this.things = things;
        this.chatOf = chatOf;
        advance();
    }

    /** Whose things come next; null if there are no more. */
    @Nullable String chat() {
        return next == null ? null : chatOf.apply(next);
    }

    /** What belongs to this chat; nothing if the next things are another's. */
    List<T> take(String chat) {
        List<T> taken = new ArrayList<>();
        for (T thing = next; thing != null && chatOf.apply(thing).equals(chat); thing = next) {
            taken.add(thing);
            advance();
        }
        return taken;
    }

    private void advance() {
        next = things.hasNext() ? things.next() : null;
    }
}
