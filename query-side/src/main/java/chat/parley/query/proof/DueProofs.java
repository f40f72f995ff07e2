package chat.parley.query.proof;

import chat.parley.log.Backoff;
import chat.parley.log.LogFollower;
import chat.parley.log.LoopThread;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

/**
 * Proves each read model that was rebuilt, by whichever node finds out first. What counts is what
 * the database says, so a rebuild is proved even if its node has ended, or if no server ran.
 *
 * <p>It waits until no rebuild is under way: those keep people waiting, a proof does not.
 */
final class DueProofs implements SmartLifecycle {

    private static final Logger LOGGER = LoggerFactory.getLogger(DueProofs.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private static final String DUE =
            """
            SELECT model.name FROM log_follower model
            LEFT JOIN read_model_proof proof ON proof.name = model.name
            WHERE model.rebuilt_at IS NOT NULL
                AND proof.of_rebuild IS DISTINCT FROM model.rebuilt_at
                AND NOT EXISTS (SELECT FROM read_model_rebuild)
            ORDER BY model.name
            """;

    private final ReadModelProofs proofs;
    private final JdbcTemplate jdbc;

    /** It computes for long, which a virtual thread is not for. */
    private final LoopThread thread = LoopThread.finishing("read-model-proofs", this::prove);

    DueProofs(ReadModelProofs proofs, DataSource dataSource) {
        this.proofs = proofs;
        jdbc = new JdbcTemplate(dataSource);
    }

    private void prove(CountDownLatch stopped) throws InterruptedException {
        Backoff backoff = new Backoff();
        while (!stopped.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
            try {
                for (String readModel : due()) {
                    prove(readModel);
                }
                backoff.succeeded(LOGGER, "Rebuilt read models are proved again");
            } catch (RuntimeException failure) {
                if (stopped.getCount() > 0) {
                    backoff.failed(LOGGER, "Rebuilt read models are proved later", failure);
                }
            }
            backoff.pause(stopped);
        }
    }

    private List<String> due() {
        return jdbc.query(DUE, (row, _) -> row.getString("name")).stream()
                .filter(proofs::knows)
                .toList();
    }

    private void prove(String readModel) {
        try {
            proofs.prove(readModel);
        } catch (ProofRunning another) {
            // If that one began before the rebuild was over, it is still due at the next look.
        }
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void stop() {
        thread.stop();
    }

    @Override
    public boolean isRunning() {
        return thread.isRunning();
    }

    @Override
    public int getPhase() {
        return LogFollower.PHASE + 1;
    }
}
