package chat.parley.web.verification;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.log.TestDatabase;
import chat.parley.log.verification.LogLink;
import chat.parley.web.LogLines;
import chat.parley.web.settings.DataDir;
import chat.parley.web.signing.SigningKey;

import com.zaxxer.hikari.HikariDataSource;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

class CheckpointsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:15:30.123456Z");
    private static final LogLink THIRD = link(3);
    private static final LogLink FIFTH = link(5);

    @TempDir private Path directory;
    private final HikariDataSource database = TestDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private Checkpoints checkpoints;

    @BeforeEach
    void openCheckpoints() {
        checkpoints = signedBy(TestKeys.OURS);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void oneIsTakenOfEachHeadThatTheLogHas() {
        checkpoints.take(THIRD);
        checkpoints.take(THIRD);
        checkpoints.take(FIFTH);

        assertThat(checkpoints.kept()).extracting(Checkpoint::link).containsExactly(THIRD, FIFTH);
    }

    @Test
    void aLogThatLostItsEndIsNotSignedAnew() {
        checkpoints.take(FIFTH);
        checkpoints.take(THIRD);

        assertThat(checkpoints.kept()).extracting(Checkpoint::link).containsExactly(FIFTH);
    }

    @Test
    void aCheckpointSaysWhenAndByWhichKeyToTheMillisecond() {
        checkpoints.take(THIRD);

        Checkpoint checkpoint = checkpoints.kept().getFirst();
        assertThat(checkpoint.at()).isEqualTo(Instant.parse("2026-11-22T10:15:30.123Z"));
        assertThat(checkpoint.keyId()).isEqualTo(TestKeys.OURS.keyId());
    }

    @Test
    void whoeverEmptiesOrRemovesTheTableFindsThemKeptOutsideOfTheDatabase() {
        checkpoints.take(THIRD);

        jdbc.sql("DELETE FROM log_checkpoint").update();
        assertThat(checkpoints.kept()).extracting(Checkpoint::link).containsExactly(THIRD);

        jdbc.sql("DROP TABLE log_checkpoint").update();
        assertThat(checkpoints.kept()).extracting(Checkpoint::link).containsExactly(THIRD);
    }

    @Test
    void wherePartOfThePlacesRefuseThemTheyAreKeptInTheOther() throws IOException {
        Path noDirectory = Files.writeString(directory.resolve("file"), "");
        Checkpoints withoutFile = checkpoints(TestKeys.OURS, noDirectory);
        try (LogLines lines = LogLines.of(Checkpoints.class)) {
            withoutFile.take(THIRD);
            withoutFile.take(FIFTH);

            assertThat(withoutFile.kept())
                    .extracting(Checkpoint::link)
                    .containsExactly(THIRD, FIFTH);
            assertThat(lines.all())
                    .filteredOn(line -> line.contains("cannot be kept in the data directory"))
                    .hasSize(1);
        }

        jdbc.sql("DROP TABLE log_checkpoint").update();
        checkpoints.take(THIRD);
        assertThat(checkpoints.kept()).extracting(Checkpoint::link).containsExactly(THIRD);
    }

    @Test
    void anotherNodeFindsThemInTheTable(@TempDir Path another) {
        checkpoints.take(THIRD);

        Checkpoints elsewhere = checkpoints(TestKeys.OURS, another);

        assertThat(elsewhere.kept()).extracting(Checkpoint::link).containsExactly(THIRD);
        assertThat(elsewhere.wereTakenAfter(NOW.minusSeconds(1))).isTrue();
        assertThat(elsewhere.wereTakenAfter(NOW)).isFalse();
    }

    @Test
    void aForgedOneDoesNotCount() {
        checkpoints.take(THIRD);
        jdbc.sql("UPDATE log_checkpoint SET position = 9").update();
        signedBy(TestKeys.ANOTHER).take(link(7));

        assertThat(checkpoints.kept()).extracting(Checkpoint::link).containsExactly(THIRD);
    }

    @Test
    void aLineThatWasBrokenOffIsPassedOverAndTakesNoOtherWithIt() throws IOException {
        checkpoints.take(THIRD);
        Files.writeString(
                directory.resolve("checkpoints.jsonl"),
                "{\"position\": 4, \"str",
                StandardOpenOption.APPEND);
        checkpoints.take(FIFTH);
        jdbc.sql("DROP TABLE log_checkpoint").update();

        assertThat(checkpoints.kept()).extracting(Checkpoint::link).containsExactly(THIRD, FIFTH);
    }

    @Test
    void withoutAKeyNoneIsTaken() {
        Checkpoints without = signedBy(null);

        without.take(THIRD);

        assertThat(without.kept()).isEmpty();
        assertThat(without.publicKey()).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void nothingButWhatWasSignedFitsASignature() {
        Checkpoint signed = Checkpoint.of(THIRD, NOW, TestKeys.OURS);
        var key = TestKeys.OURS.publicKey();

        assertThat(signed.isSignedBy(key)).isTrue();
        assertThat(signed.isSignedBy(TestKeys.ANOTHER.publicKey())).isFalse();
        assertThat(with(signed, signed.link(), signed.at(), "no signature").isSignedBy(key))
                .isFalse();
        assertThat(with(signed, link(4), signed.at(), signed.signature()).isSignedBy(key))
                .isFalse();
        assertThat(with(signed, THIRD, NOW.plusSeconds(1), signed.signature()).isSignedBy(key))
                .isFalse();
    }

    private static Checkpoint with(
            Checkpoint checkpoint, LogLink link, Instant at, String signature) {
        return new Checkpoint(
                link.position(),
                link.stream(),
                link.sequence(),
                link.hash(),
                at,
                checkpoint.keyId(),
                signature);
    }

    private Checkpoints signedBy(@Nullable SigningKey key) {
        return checkpoints(key, directory);
    }

    private Checkpoints checkpoints(@Nullable SigningKey key, Path dataDir) {
        return new Checkpoints(
                key,
                new CheckpointTable(jdbc),
                new CheckpointFile(new DataDir(dataDir), new JsonMapper()),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static LogLink link(long position) {
        return new LogLink(position, "some chat", position - 1, "%064x".formatted(position));
    }
}
