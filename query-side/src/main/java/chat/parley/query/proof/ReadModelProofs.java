package chat.parley.query.proof;

import chat.parley.api.ReadModelProof;
import chat.parley.log.EventLog;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import javax.sql.DataSource;

/**
 * Proves that read models hold what the log says, and keeps the last result of each. All of it
 * throws Spring's {@code DataAccessException} while the database is away.
 */
public final class ReadModelProofs {

    private static final Logger LOGGER = LoggerFactory.getLogger(ReadModelProofs.class);
    private static final int FETCH_SIZE = 500;

    /** With the time of the rebuild that made the tables which were compared. */
    private record Compared(ReadModelProof proof, @Nullable OffsetDateTime rebuiltAt) {}

    private final Map<String, ExpectedRows> expected;
    private final EventLog log;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate oneMoment;
    private final LastProofs lastProofs;
    private final Clock clock;

    /**
     * @param longWork where the comparing is done, which may take minutes
     */
    ReadModelProofs(
            List<ExpectedRows> expected, DataSource dataSource, DataSource longWork, Clock clock) {
        this.expected =
                expected.stream()
                        .collect(Collectors.toMap(ExpectedRows::readModel, Function.identity()));
        this.log = new EventLog(longWork);
        this.clock = clock;
        jdbc = new JdbcTemplate(longWork);
        jdbc.setFetchSize(FETCH_SIZE);
        oneMoment = new TransactionTemplate(new JdbcTransactionManager(longWork));
        oneMoment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        oneMoment.setReadOnly(true);
        lastProofs = new LastProofs(dataSource);
    }

    /** Whether there is a read model of this name. */
    public boolean knows(String readModel) {
        return expected.containsKey(readModel);
    }

    /** What came of the last proof; empty if there was none. */
    public Optional<ReadModelProof> last(String readModel) {
        return lastProofs.find(readModel);
    }

    /**
     * Compares a read model with the log, up to where it is, and keeps the result. Takes as long as
     * reading all events; nobody waits for it in the meantime.
     *
     * @throws ProofRunning if the same is under way, here or on another node
     * @throws IllegalArgumentException if there is no such read model
     */
    public ReadModelProof prove(String readModel) {
        ExpectedRows rows = expected.get(readModel);
        if (rows == null) {
            throw new IllegalArgumentException("There is no read model " + readModel);
        }
        Optional<Compared> compared;
        do {
            compared = Objects.requireNonNull(oneMoment.execute(_ -> compare(rows)));
        } while (compared.isEmpty());
        ReadModelProof proof = compared.get().proof();
        lastProofs.keep(proof, compared.get().rebuiltAt());
        tell(proof);
        return proof;
    }

    private Optional<Compared> compare(ExpectedRows rows) {
        if (!isAlone(rows.readModel())) {
            throw new ProofRunning(rows.readModel());
        }
        OffsetDateTime rebuiltAt = rebuiltAt(rows.readModel());
        try (LogComparison comparison = new LogComparison(rows, log, jdbc)) {
            return comparison.run(clock.instant()).map(proof -> new Compared(proof, rebuiltAt));
        }
    }

    private @Nullable OffsetDateTime rebuiltAt(String readModel) {
        return DataAccessUtils.singleResult(
                jdbc.query(
                        "select rebuilt_at from log_follower where name = ?",
                        (row, _) -> row.getObject("rebuilt_at", OffsetDateTime.class),
                        readModel));
    }

    private boolean isAlone(String readModel) {
        return Boolean.TRUE.equals(
                jdbc.queryForObject(
                        "select pg_try_advisory_xact_lock(hashtextextended(?, 0))",
                        Boolean.class,
                        "read_model_proof " + readModel));
    }

    private static void tell(ReadModelProof proof) {
        ReadModelProof.Difference difference = proof.firstDifference();
        if (difference != null) {
            LOGGER.error(
                    "The read model {} is not what the log says up to position {}: chat {}, {}",
                    proof.name(),
                    proof.position(),
                    difference.chatId(),
                    difference.what());
        }
    }
}
