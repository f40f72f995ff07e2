package chat.parley.query.readmodel;

import chat.parley.log.FailureReason;
import chat.parley.log.FollowerSuccessor;
import chat.parley.log.FollowerSuccessor.Pace;
import chat.parley.log.FollowerSuccessor.Progress;
import chat.parley.log.LogSignal;
import chat.parley.log.LongWork;
import chat.parley.log.Outage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Duration;
import java.util.concurrent.CancellationException;

import javax.sql.DataSource;

/** One rebuild of one read model, from its claim to the swap. */
final class Rebuild implements Runnable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Rebuild.class);

    /** So few events may be left when the live generation is made to wait for the swap. */
    private static final int NEAR = 500;

    private static final Duration PATIENCE_WITH_READERS = Duration.ofMillis(250);
    private static final Duration BEFORE_NEXT_TRY = Duration.ofMillis(500);

    /** After each of so many times more events than before the planner is told anew. */
    private static final int GROWTH = 4;

    private static final long FIRST_ANALYZE = 5_000;

    /** For so long it is taken that people write, until it was seen whether they do. */
    private static final Duration FIRST_LOOK = Duration.ofMillis(250);

    /** For so long after an append it is taken that people write. */
    private static final Duration AFTER_WRITING = Duration.ofSeconds(2);

    /** How many times as long as the work before it a pause is while people write. */
    private static final int PAUSE = 2;

    private final String readModel;
    private final RebuildClaims claims;
    private final GenerationSchema schema;
    private final FollowerSuccessor successor;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    Rebuild(Projection projection, RebuildClaims claims, LongWork longWork, LogSignal signal) {
        this.readModel = projection.name();
        this.claims = claims;
        schema = new GenerationSchema(readModel);
        DataSource connections = longWork.connections();
        jdbc = new JdbcTemplate(connections);
        transaction = new TransactionTemplate(new JdbcTransactionManager(connections));
        successor =
                new FollowerSuccessor(
                        readModel,
                        connections,
                        signal,
                        new ProjectionHandler(projection, jdbc, schema::inNext));
    }

    /** If it fails, all is as before, and the log says so. */
    @Override
    public void run() {
        try {
            claims.check(readModel);
            while (!isOldDropped()) {
                pause(BEFORE_NEXT_TRY);
                claims.check(readModel);
            }
            successor.begin(() -> schema.createNext(jdbc));
            workThroughTheLog();
            claims.caughtUp(readModel);
            transaction.executeWithoutResult(_ -> schema.completeNext(jdbc));
            takeOver();
            LOGGER.info("{} was rebuilt", readModel);
        } catch (RuntimeException | Error failure) {
            LOGGER.warn(
                    "The rebuild of {} broke off, which goes on as it was: {}",
                    readModel,
                    FailureReason.of(failure));
            boolean _ = Thread.interrupted();
            giveUp();
        }
    }

    private void workThroughTheLog() {
        long analyzeAt = FIRST_ANALYZE;
        Progress before = new Progress(0, Long.MAX_VALUE);
        Progress now;
        long considerateUntil = System.nanoTime() + FIRST_LOOK.toNanos();
        do {
            long began = System.nanoTime();
            boolean peopleWrite = considerateUntil - began > 0;
            now = advance(peopleWrite ? Pace.CONSIDERATE : Pace.FAST);
            if (now.position() >= analyzeAt) {
                schema.analyzeNext(jdbc);
                analyzeAt *= GROWTH;
            }
            if (now.predecessor() > before.predecessor()) {
                considerateUntil = System.nanoTime() + AFTER_WRITING.toNanos();
            }
            if (peopleWrite && now.behind() < before.behind()) {
                pause(Duration.ofNanos((System.nanoTime() - began) * PAUSE));
            }
            before = now;
        } while (now.behind() > NEAR);
    }

    private void takeOver() {
        while (true) {
            while (advance(Pace.CONSIDERATE).behind() > NEAR) {
                // Others have written much while the indexes were made.
            }
            try {
                if (schema.awaitReaders(jdbc, PATIENCE_WITH_READERS)
                        && successor.takeOver(new Swap())) {
                    return;
                }
            } catch (DataAccessException | TransactionException held) {
                // Somebody holds the row of the live generation for long, or the database is away.
                if (!Outage.isCauseOf(held)) {
                    throw held;
                }
            }
            pause(BEFORE_NEXT_TRY);
            claims.check(readModel);
        }
    }

    private final class Swap implements FollowerSuccessor.Handover {

        @Override
        public boolean canHappenNow() {
            return schema.awaitReaders(jdbc, PATIENCE_WITH_READERS);
        }

        @Override
        public void happen(JdbcOperations statements) {
            schema.swap(statements);
            claims.fulfil(readModel, statements);
        }
    }

    private Progress advance(Pace pace) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException();
        }
        return successor.advance(pace);
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }

    /** What is left of the rebuild before; not while somebody reads it. */
    private boolean isOldDropped() {
        try {
            schema.dropOld(jdbc);
            return true;
        } catch (DataAccessException stillRead) {
            if (!Outage.isCauseOf(stillRead)) {
                throw stillRead;
            }
            return false;
        }
    }

    /** Gives the claim back and removes what was built; never fails. */
    void giveUp() {
        claims.giveUp(readModel);
    }
}
