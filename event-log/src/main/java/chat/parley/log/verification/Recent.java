package chat.parley.log.verification;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets what was not asked for in the longest time. */
final class Recent<K, V> extends LinkedHashMap<K, V> {

    private static final int FIRST_CAPACITY = 1_024;
    private static final float LOAD = 0.75f;

    private final int most;

    Recent(int most) {
        super(FIRST_CAPACITY, LOAD, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
