package chat.parley.log;

import chat.parley.api.ChatId;

import org.springframework.jdbc.core.JdbcTemplate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import javax.sql.DataSource;

/**
 * The log of a small installation, row by row as the first release wrote it: every type of event it
 * had, in two chats, of which one's person was forgotten. It is never changed, for the logs out
 * there are not either.
 */
public final class FirstReleaseLog {

    /** A chat of three messages: one of the user, one of an admin, read, and one of the user. */
    public static final ChatId ADA = ChatId.of("6f1c2f9e-3f0a-4b4e-9c55-0d6a3e0f7a11");

    /** An archived chat of three messages, of which nothing personal is left. */
    public static final ChatId ERASED = ChatId.of("c41d0b7a-52a8-4f0e-8d1b-7e9f3a2b6c55");

    private static final String FILE = "/logs/first-release.jsonl";

    private FirstReleaseLog() {}

    /** Puts the rows into a log that is empty. */
    public static void loadInto(DataSource database) {
        new JdbcTemplate(database)
                .batchUpdate(
                        "INSERT INTO event_log"
                                + " SELECT * FROM jsonb_populate_record(NULL::event_log, ?::jsonb)",
                        rows().stream().map(row -> new Object[] {row}).toList());
    }

    private static List<String> rows() {
        InputStream file =
                Objects.requireNonNull(FirstReleaseLog.class.getResourceAsStream(FILE), FILE);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
