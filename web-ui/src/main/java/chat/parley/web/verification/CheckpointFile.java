package chat.parley.web.verification;

import chat.parley.web.settings.DataDir;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * The checkpoints that this node took, in its data directory: whoever can write to the database
 * cannot remove them there. One a line, as JSON.
 */
final class CheckpointFile {

    private static final Logger log = LoggerFactory.getLogger(CheckpointFile.class);
    private static final String NAME = "checkpoints.jsonl";

    private final DataDir dataDir;
    private final JsonMapper json;

    CheckpointFile(DataDir dataDir, JsonMapper json) {
        this.dataDir = dataDir;
        this.json = json;
    }

    /** A line that cannot be read, for it was broken off, is passed over. */
    List<Checkpoint> all() {
        Path file = dataDir.path().resolve(NAME);
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .flatMap(line -> parse(line).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void add(Checkpoint checkpoint) {
        try {
            Files.writeString(
                    dataDir.directory("").resolve(NAME),
                    json.writeValueAsString(checkpoint) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND,
                    StandardOpenOption.SYNC);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Checkpoint> parse(String line) {
        try {
            return Optional.of(json.readValue(line, Checkpoint.class));
        } catch (JacksonException e) {
            log.warn("A line of {} is no checkpoint", NAME);
            return Optional.empty();
        }
    }
}
