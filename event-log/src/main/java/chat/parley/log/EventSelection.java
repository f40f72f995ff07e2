package chat.parley.log;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Which events are wanted; null selects nothing away.
 *
 * @param type the stable name of an event type
 * @param actor a side ("user", "admin", "system"), or an actor's id or e-mail address, that in
 *     whatever case
 * @param from the earliest time, itself included
 * @param to the latest time, itself included
 */
public record EventSelection(
        @Nullable String type,
        @Nullable String actor,
        @Nullable Instant from,
        @Nullable Instant to) {

    /** All events of a type. */
    public static EventSelection ofType(String type) {
        return new EventSelection(type, null, null, null);
    }

    /** The condition in SQL, each with its parameters in order. */
    record Condition(String sql, List<Object> parameters) {}

    Condition condition() {
        StringBuilder sql = new StringBuilder();
        List<Object> parameters = new ArrayList<>();
        if (type != null) {
            sql.append(" AND type = ?");
            parameters.add(type);
        }
        if (actor != null) {
            sql.append(
                    " AND (? IN (metadata->>'actor_type', metadata->>'actor_id')"
                            + " OR lower(personal->'actor'->>'email') = lower(?))");
            parameters.add(actor);
            parameters.add(actor);
        }
        if (from != null) {
            sql.append(" AND at >= ?");
            parameters.add(from.atOffset(ZoneOffset.UTC));
        }
        if (to != null) {
            sql.append(" AND at <= ?");
            parameters.add(to.atOffset(ZoneOffset.UTC));
        }
        return new Condition(sql.toString(), parameters);
    }
}
