package chat.parley.web.live;

import chat.parley.log.LogSignal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Tells the other nodes by PostgreSQL's NOTIFY, one text after the other. */
final class PostgresNotifications implements OtherNodes, AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(PostgresNotifications.class);
    private static final String CHANNEL = "parley_typing";

    private final JdbcClient database;
    private final LogSignal signal;

    /** What does not fit is dropped: it would be old news by the time the database is back. */
    private final ThreadPoolExecutor sender =
            new ThreadPoolExecutor(
                    1,
                    1,
                    10,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(256),
                    Thread.ofVirtual().name("typing").factory(),
                    new ThreadPoolExecutor.DiscardPolicy());

    PostgresNotifications(JdbcClient database, LogSignal signal) {
        this.database = database;
        this.signal = signal;
        sender.allowCoreThreadTimeOut(true);
    }

    @Override
    public void tell(String text) {
        sender.execute(() -> {
            try {
                database.sql("SELECT pg_notify(?, ?)").params(CHANNEL, text).query().singleRow();
            } catch (DataAccessException e) {
                LOGGER.debug("The other nodes were not told of somebody typing.");
            }
        });
    }

    @Override
    public void listen(Consumer<String> listener) {
        signal.listen(CHANNEL, listener);
    }

    @Override
    public void close() {
        sender.shutdownNow();
    }
}
