package chat.parley.query.readmodel;

import chat.parley.log.FollowerSuccessor;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import javax.sql.DataSource;

/**
 * Who rebuilds what, over all nodes. A claim lasts as long as its node renews it; what nobody
 * renews is removed by any node, with what was built so far.
 */
final class RebuildClaims {

    /** Where all nodes hear which read model's rebuild has begun or ended. */
    static final String CHANNEL = "parley_read_models";

    private static final String ABANDONED = "alive_at < now() - interval '10 seconds'";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    /** One run of one server. */
    private final UUID node = UUID.randomUUID();

    /** What this node has given up without being able to say so. */
    private final Set<String> leftToTime = ConcurrentHashMap.newKeySet();

    RebuildClaims(DataSource dataSource) {
        jdbc = new JdbcTemplate(dataSource);
        transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    /**
     * Claims read models for this node, all or none.
     *
     * @throws RebuildUnderWay if one of them is claimed
     */
    void claim(Collection<String> readModels) {
        try {
            jdbc.update(
                    "INSERT INTO read_model_rebuild (read_model, node) SELECT unnest(?), ?",
                    readModels.toArray(String[]::new),
                    node);
        } catch (DuplicateKeyException claimed) {
            throw new RebuildUnderWay();
        }
        leftToTime.removeAll(readModels);
    }

    /** Says that this node is alive and at work on its claims. */
    void renew() {
        jdbc.update(
                "UPDATE read_model_rebuild SET alive_at = now()"
                        + " WHERE node = ? AND read_model <> ALL (?)",
                node,
                leftToTime.toArray(String[]::new));
    }

    /**
     * Makes sure that nobody took this node for dead.
     *
     * @throws IllegalStateException if the claim does not hold any more
     */
    void check(String readModel) {
        if (jdbc.queryForList(
                        "SELECT 1 FROM read_model_rebuild WHERE read_model = ? AND node = ?",
                        Integer.class,
                        readModel,
                        node)
                .isEmpty()) {
            throw lost(readModel);
        }
    }

    /**
     * Notes for all nodes that a rebuild has been through the events.
     *
     * @throws IllegalStateException if the claim does not hold any more
     */
    void caughtUp(String readModel) {
        if (jdbc.update(
                        "UPDATE read_model_rebuild SET caught_up_at = now()"
                                + " WHERE read_model = ? AND node = ?",
                        readModel,
                        node)
                == 0) {
            throw lost(readModel);
        }
    }

    /**
     * The rebuild is over; to be done in the transaction of the swap.
     *
     * @throws IllegalStateException if the claim does not hold any more
     */
    void fulfil(String readModel, JdbcOperations swap) {
        if (swap.update(
                        "DELETE FROM read_model_rebuild WHERE read_model = ? AND node = ?",
                        readModel,
                        node)
                == 0) {
            throw lost(readModel);
        }
        tell(swap, readModel);
    }

    private static IllegalStateException lost(String readModel) {
        return new IllegalStateException("The claim on " + readModel + " was lost");
    }

    /** Says on all nodes that a rebuild begins. */
    void tell(String readModel) {
        tell(jdbc, readModel);
    }

    /** Gives up a rebuild of this node and removes what was built; never fails. */
    void giveUp(String readModel) {
        try {
            remove("read_model = ? AND node = ?", readModel, node);
        } catch (RuntimeException unreachable) {
            // Renewed no more, it is removed by some node.
            leftToTime.add(readModel);
        }
    }

    /** Removes the rebuilds whose node is gone, also those of an earlier run of this server. */
    void removeAbandoned() {
        remove(ABANDONED);
    }

    private void remove(String condition, Object... arguments) {
        transaction.executeWithoutResult(_ -> {
            jdbc.execute("SET LOCAL lock_timeout = '2s'");
            List<String> removed =
                    jdbc.query(
                            "DELETE FROM read_model_rebuild WHERE "
                                    + condition
                                    + " RETURNING read_model",
                            (row, _) -> row.getString(1),
                            arguments);
            removed.forEach(readModel -> {
                FollowerSuccessor.remove(jdbc, readModel);
                new GenerationSchema(readModel).dropNext(jdbc);
                tell(jdbc, readModel);
            });
        });
    }

    private static void tell(JdbcOperations statements, String readModel) {
        statements.query("SELECT pg_notify(?, ?)", _ -> {}, CHANNEL, readModel);
    }
}
