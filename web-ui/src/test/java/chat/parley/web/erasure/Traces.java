package chat.parley.web.erasure;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;

import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import javax.sql.DataSource;

/** Looks for a word wherever Parley could have left it. */
final class Traces implements AutoCloseable {

    private final String word;
    private final JdbcTemplate jdbc;
    private final List<Path> directories;
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    /**
     * @param word in lower case
     */
    Traces(String word, DataSource database, List<Path> directories) {
        this.word = word;
        this.jdbc = new JdbcTemplate(database);
        this.directories = directories;
        log.start();
        root().addAppender(log);
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    /** The tables that hold the word in any column, as text or, in bytes, as UTF-8. */
    List<String> inTables() {
        String hex = HexFormat.of().formatHex(word.getBytes(StandardCharsets.UTF_8));
        return jdbc
                .queryForList(
                        "SELECT format('%I.%I', table_schema, table_name)"
                                + " FROM information_schema.tables WHERE table_type = 'BASE TABLE'"
                                + " AND table_schema NOT IN ('pg_catalog', 'information_schema')",
                        String.class)
                .stream()
                .filter(table ->
                        Boolean.TRUE.equals(
                                jdbc.queryForObject(
                                        "SELECT EXISTS (SELECT FROM %s AS r".formatted(table)
                                                + " WHERE strpos(lower(r::text), ?) > 0"
                                                + " OR strpos(lower(r::text), ?) > 0)",
                                        Boolean.class,
                                        word,
                                        hex)))
                .toList();
    }

    /** The files that hold the word. */
    List<Path> inFiles() throws IOException {
        List<Path> files;
        try (Stream<Path> all = directories.stream().flatMap(Traces::walk)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        return files.stream().filter(this::holds).toList();
    }

    private static Stream<Path> walk(Path directory) {
        try {
            return Files.walk(directory);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean holds(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1)
                    .toLowerCase(Locale.ROOT)
                    .contains(word);
        } catch (NoSuchFileException renamedMeanwhile) {
            return false;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The log lines, stack traces included, that hold the word. */
    List<String> inLog() {
        return List.copyOf(log.list).stream()
                .map(line ->
                        line.getFormattedMessage()
                                + "\n"
                                + ThrowableProxyUtil.asString(line.getThrowableProxy()))
                .filter(line -> line.toLowerCase(Locale.ROOT).contains(word))
                .toList();
    }

    @Override
    public void close() {
        root().detachAppender(log);
    }
}
