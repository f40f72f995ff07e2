package chat.parley.web;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;

import org.slf4j.LoggerFactory;

import java.util.List;

/** What a class logs, stack traces included, however logging is set up. */
public final class LogLines implements AutoCloseable {

    private final Logger logger;
    private final Level level;
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    private LogLines(Logger logger) {
        this.logger = logger;
        this.level = logger.getLevel();
        logger.setLevel(Level.ALL);
        lines.start();
        logger.addAppender(lines);
    }

    public static LogLines of(Class<?> logging) {
        return new LogLines((Logger) LoggerFactory.getLogger(logging));
    }

    public List<String> all() {
        return lines.list.stream()
                .map(line ->
                        line.getFormattedMessage()
                                + "\n"
                                + ThrowableProxyUtil.asString(line.getThrowableProxy()))
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(lines);
        logger.setLevel(level);
    }
}
