package chat.parley.web.verification;

import chat.parley.web.settings.DataDir;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
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

    private static final Logger LOGGER = LoggerFactory.getLogger(CheckpointFile.class);
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
        Path file = dataDir.directory("").resolve(NAME);
        try {
            Files.writeString(
                    file,
                    (endsInALine(file) ? "" : "\n") + json.writeValueAsString(checkpoint) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND,
                    StandardOpenOption.SYNC);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Not if the last one was broken off; what is added must not be taken for the rest of it. */
    private static boolean endsInALine(Path file) throws IOException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            return true;
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            channel.position(channel.size() - 1).read(last);
            return last.get(0) == '\n';
        }
    }

    private Optional<Checkpoint> parse(String line) {
        try {
            return Optional.of(json.readValue(line, Checkpoint.class));
        } catch (JacksonException e) {
            LOGGER.warn("A line of {} is no checkpoint", NAME);
            return Optional.empty();
        }
    }
}
