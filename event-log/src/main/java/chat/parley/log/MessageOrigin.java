package chat.parley.log;

import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.correlation.MessageOriginProvider;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/**
 * Translates between Axon's words for where a message comes from and the log's: Axon calls the
 * message that directly led to this one its correlation, and the first of them all its trace.
 */
final class MessageOrigin {

    private static final String CAUSATION = MessageOriginProvider.getDefaultCorrelationKey();
    private static final String CORRELATION = MessageOriginProvider.getDefaultTraceKey();

    private MessageOrigin() {}

    static @Nullable String causationId(MetaData metadata) {
        return (String) metadata.get(CAUSATION);
    }

    static @Nullable String correlationId(MetaData metadata) {
        return (String) metadata.get(CORRELATION);
    }

    static Map<String, String> metadata(LoggedEvent logged) {
        Map<String, String> metadata = new HashMap<>();
        if (logged.causationId() != null) {
            metadata.put(CAUSATION, logged.causationId());
        }
        if (logged.correlationId() != null) {
            metadata.put(CORRELATION, logged.correlationId());
        }
        return metadata;
    }
}
